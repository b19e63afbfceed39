-- What an office wrote down about the numbers of a proof: opt-outs, changed numbers and calls.
select *
from office_entries
where list_contains(cast($numbers as bigint[]), number)
order by entered_at, entry_id

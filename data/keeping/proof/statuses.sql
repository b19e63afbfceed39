-- The changes of status of the numbers of a proof, with how each is known.
select *
from status_changes
where list_contains(cast($numbers as bigint[]), number)
order by number, short_code, changed_at

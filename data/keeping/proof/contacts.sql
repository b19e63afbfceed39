-- The contacts that have or had the numbers of a proof.
select *
from contacts
where list_contains(cast($numbers as bigint[]), number)
order by number, seen_from, contact_id

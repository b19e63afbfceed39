-- The reminders to the numbers of a proof.
select *
from reminders
where list_contains(cast($numbers as bigint[]), number)
order by made_at, number

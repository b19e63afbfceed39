-- When was the newest list of each school made?
--
-- Returns one row per school that a contact list names, and one for contacts without a school
select
    school,
    max(seen_until) as listed_at
from contacts
group by school

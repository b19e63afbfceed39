-- Which numbers does each contact have now?
--
-- Returns one row per number and contact that the newest list of its school held
select contacts.*
from contacts
inner join (
    select
        school,
        max(seen_until) as listed_at
    from contacts
    group by school
) as newest_lists
    on
        contacts.school is not distinct from newest_lists.school
        and contacts.seen_until = newest_lists.listed_at

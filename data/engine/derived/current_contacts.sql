-- Which numbers does each contact have now?
--
-- Returns one row per number, contact and student on the newest list of the contact's school, and whether the list
-- calls the phone a landline
select
    contacts.*,
    landlines.phone_type is not null as is_landline
from contacts
inner join newest_lists
    on
        contacts.school is not distinct from newest_lists.school
        and contacts.seen_until = newest_lists.listed_at
left join landlines on lower(trim(contacts.phone_type)) = landlines.phone_type

-- Which contacts did the selected broadcasts not reach, as a list for the messaging service?
--
-- Steps: contacts_of_broadcasts, called_contacts
-- Replaces: proved_reasons by no_proved_reasons
--
-- Returns one row per contact ID that no text and no call reached
--   contact_id  varchar  contact

select contacts_of_broadcasts.contact_id
from contacts_of_broadcasts
left join called_contacts
    on
        coalesce(contacts_of_broadcasts.broadcast_id, contacts_of_broadcasts.only_name) = called_contacts.broadcast
        and contacts_of_broadcasts.contact_id = called_contacts.contact_id
where
    not contacts_of_broadcasts.is_reached
    and not contacts_of_broadcasts.is_in_progress
    and contacts_of_broadcasts.contact_id is not null
    and not coalesce(called_contacts.reached_another_way, false)
group by contacts_of_broadcasts.contact_id
order by contacts_of_broadcasts.contact_id

-- Contacts of broadcasts with their families: the household that contact lists state, or the contact itself
--
-- Steps: contacts_of_broadcasts, viewer_contacts
--
-- Returns one row per broadcast and contact
--   broadcast_id     varchar  id of the broadcast at the service
--   only_name        varchar  name of a broadcast without an id; null of others
--   contact_id       varchar  contact; null if a number or a text alone counts as one
--   number_alone     bigint   number that counts as a contact, as E.164 digits
--   text_alone       varchar  service and id of a text that counts as a contact
--   family           varchar  household, contact, number or text
--   has_households   boolean  whether contact lists state any household
--   is_reached       boolean  whether the contact was reached
--   is_in_progress   boolean  whether it is in progress
--   lacks_consent    boolean  whether it isn't reached, and a reply that opts in would be a remedy

with

households as (

    select
        contact_id,
        min(household_id) as household_id
    from viewer_contacts
    where
        household_id is not null
        and contact_id in (select contacts_of_broadcasts.contact_id from contacts_of_broadcasts)
    group by contact_id

),

known as (

    select count(household_id) > 0 as has_households
    from viewer_contacts

)

select
    contacts_of_broadcasts.broadcast_id,
    contacts_of_broadcasts.only_name,
    contacts_of_broadcasts.contact_id,
    contacts_of_broadcasts.number_alone,
    contacts_of_broadcasts.text_alone,
    coalesce(
        'household ' || households.household_id,
        'contact ' || contacts_of_broadcasts.contact_id,
        'number ' || cast(contacts_of_broadcasts.number_alone as varchar),
        'text ' || contacts_of_broadcasts.text_alone
    ) as family,
    known.has_households,
    contacts_of_broadcasts.is_reached,
    contacts_of_broadcasts.is_in_progress,
    contacts_of_broadcasts.lacks_consent
from contacts_of_broadcasts
cross join known
left join households on contacts_of_broadcasts.contact_id = households.contact_id

-- Which numbers are still to answer whether they want texts, whose are they, and what is in the way of asking them?
--
-- Returns one row per number that is awaited under at least one short code and row of a contact that has it now, one
-- for a number of no contact: since when it is awaited first, whether it takes no texts (the newest of its texts that
-- tells says so, or this row of a list calls it a landline), when it or another number of the same family at the
-- same school was reminded last, and the contact. A family is a household, or a contact of none. As its status,
-- what the texts tell of a phone is of the number, whichever school they were sent for
with

awaited as (

    select
        current_statuses.number,
        min(current_statuses.since) as since
    from current_statuses
    inner join statuses on current_statuses.status = statuses.status
    where statuses.is_pending
    group by current_statuses.number

),

newest_told as (

    select
        phone_evidence.number,
        max(phone_evidence.requested_at) filter (where phone_evidence.takes_no_texts) as took_none_at,
        max(phone_evidence.requested_at) filter (where not phone_evidence.takes_no_texts) as took_one_at
    from phone_evidence
    where phone_evidence.number in (select awaited.number from awaited)
    group by phone_evidence.number

),

last_reminders as (

    select
        number,
        max(made_at) as reminded_at
    from reminders
    group by number

),

owners as (

    select
        current_contacts.number,
        current_contacts.contact_id,
        current_contacts.name,
        current_contacts.school,
        current_contacts.grade,
        current_contacts.language,
        current_contacts.student_name,
        landlines.phone_type is not null as is_landline,
        -- A list may say “none” where an address should stand.
        case when current_contacts.email like '%_@_%' then lower(trim(current_contacts.email)) end as email,
        coalesce(current_contacts.household_id, current_contacts.contact_id) as family,
        current_contacts.household_id is not null as is_household
    from current_contacts
    left join landlines on lower(trim(current_contacts.phone_type)) = landlines.phone_type

),

family_reminders as (

    select
        owners.family,
        owners.is_household,
        owners.school,
        max(last_reminders.reminded_at) as reminded_at
    from owners
    inner join last_reminders on owners.number = last_reminders.number
    group by owners.family, owners.is_household, owners.school

)

select
    awaited.number,
    awaited.since,
    -- At one instant, a text that was sent shows that the phone takes them.
    coalesce(newest_told.took_none_at > newest_told.took_one_at, newest_told.took_none_at is not null)
    or coalesce(owners.is_landline, false) as takes_no_texts,
    greatest(last_reminders.reminded_at, family_reminders.reminded_at) as reminded_at,
    owners.contact_id,
    owners.name,
    owners.email,
    owners.school,
    owners.grade,
    owners.language,
    owners.student_name,
    owners.family,
    owners.is_household
from awaited
left join newest_told on awaited.number = newest_told.number
left join last_reminders on awaited.number = last_reminders.number
left join owners on awaited.number = owners.number
left join family_reminders
    on
        owners.family = family_reminders.family
        and owners.is_household = family_reminders.is_household
        and owners.school is not distinct from family_reminders.school

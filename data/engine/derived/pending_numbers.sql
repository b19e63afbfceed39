-- Which numbers are pending, whose are they, and can they be reminded?
--
-- Returns one row per number that is pending under at least one short code and contact row that has it now; one for a
-- number of no contact. It says since when the number is pending, and whether the phone can't receive texts: the newest
-- text that shows it says so, or this contact row has a landline. `reminded_at` is the last reminder of the number, or
-- of another number of the same family at the same school. A family is a household, or a contact that has none. What
-- texts show of a phone counts for the number, whichever school they were sent for
with

pending as (

    select
        current_statuses.number,
        min(current_statuses.since) as since
    from current_statuses
    inner join statuses on current_statuses.status = statuses.status
    where statuses.is_pending
    group by current_statuses.number

),

newest_evidence as (

    select
        phone_runs.number,
        max(phone_runs.from_at) filter (where phone_runs.takes_no_texts) as failed_at,
        max(phone_runs.from_at) filter (where not phone_runs.takes_no_texts) as received_at
    from phone_runs
    where phone_runs.number in (select pending.number from pending)
    group by phone_runs.number

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
        number,
        contact_id,
        name,
        school,
        grade,
        language,
        student_name,
        is_landline,
        -- One address, and nothing that a mail program would read as another one or as a line of its own.
        nullif(
            regexp_extract(
                lower(email),
                '^\s*([\p{L}\p{N}_][\p{L}\p{M}\p{N}.!#$&*/=^_`{|}~''+-]*@[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*)\s*$',
                1
            ),
            ''
        ) as address,
        -- A list may have a word like “none” instead of an address: that refuses none.
        email like '%_@_%' and address is null as has_bad_email,
        coalesce(household_id, contact_id) as family,
        household_id is not null as is_household
    from current_contacts

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
    pending.number,
    pending.since,
    -- Of two texts at one instant, the one that was sent counts: the phone can receive texts.
    coalesce(newest_evidence.failed_at > newest_evidence.received_at, newest_evidence.failed_at is not null)
    or coalesce(owners.is_landline, false) as takes_no_texts,
    greatest(last_reminders.reminded_at, family_reminders.reminded_at) as reminded_at,
    owners.contact_id,
    owners.name,
    owners.address as email,
    coalesce(owners.has_bad_email, false) as has_bad_email,
    owners.school,
    owners.grade,
    owners.language,
    owners.student_name,
    owners.family,
    owners.is_household
from pending
left join newest_evidence on pending.number = newest_evidence.number
left join last_reminders on pending.number = last_reminders.number
left join owners on pending.number = owners.number
left join family_reminders
    on
        owners.family = family_reminders.family
        and owners.is_household = family_reminders.is_household
        and owners.school is not distinct from family_reminders.school

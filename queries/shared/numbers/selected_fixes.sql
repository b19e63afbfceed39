-- Numbers to fix with the contacts that have them now, of the selected schools and of what to do about them
--
-- Parameters
--   $schools  varchar[]  schools of the contacts to list; null lists those of all schools
--   $fixes    varchar[]  what to do or what became of it, by keys of the vocabulary; null lists all
--
-- Steps: viewer_contacts, viewer_statuses, viewer_office_entries, number_fixes
--
-- A number that an office entered as changed after its last failure is changed. Another failure opens it again
--
-- Returns one row per number, contact and school
--   number         bigint       phone number as E.164 digits
--   contact_id     varchar      contact that has the number
--   name           varchar      name of the contact
--   student_name   varchar      names of the contact's students
--   school         varchar      school of the contact
--   reason         varchar      reason of the newest failure
--   failures       bigint       number of failures in a row
--   first_failure  timestamptz  when the first of them was requested
--   last_failure   timestamptz  when the last of them was requested
--   last_success   timestamptz  when the newest text that was sent was requested; null if none was
--   consent_since  timestamptz  since when the number is opted in; null if it isn't
--   fix            varchar      key of what to do, or what became of it
--   works_again    boolean      whether a text was sent after the failures
--   changed_at     timestamptz  when the office entered that the contact has another number; null if it didn't

with

owners as (

    select
        number,
        contact_id,
        school,
        max(name) as name,
        string_agg(distinct student_name, '; ' order by student_name) as student_name
    from viewer_contacts
    where
        number in (select number_fixes.number from number_fixes)
        and ($schools is null or list_contains($schools, school))
    group by number, contact_id, school

),

consents as (

    select
        viewer_statuses.number,
        max(viewer_statuses.since) as since
    from viewer_statuses
    inner join statuses on viewer_statuses.status = statuses.status
    where statuses.can_be_texted and viewer_statuses.number in (select number_fixes.number from number_fixes)
    group by viewer_statuses.number

),

changes as (

    select
        number,
        contact_id,
        max(coalesce(happened_at, entered_at)) as changed_at
    from viewer_office_entries
    where kind = 'number_changed'
    group by number, contact_id

),

every_fix as (

    select
        owners.number,
        owners.contact_id,
        owners.name,
        owners.student_name,
        owners.school,
        number_fixes.reason,
        number_fixes.failures,
        number_fixes.first_failure,
        number_fixes.last_failure,
        number_fixes.last_success,
        consents.since as consent_since,
        case
            when number_fixes.works_again then 'works_again'
            when greatest(changes.changed_at, of_all.changed_at) >= number_fixes.last_failure then 'changed'
            else fix_reasons.fix
        end as fix,
        number_fixes.works_again,
        greatest(changes.changed_at, of_all.changed_at) as changed_at
    from number_fixes
    inner join owners on number_fixes.number = owners.number
    inner join fix_reasons on number_fixes.reason = fix_reasons.reason
    left join consents on number_fixes.number = consents.number
    left join changes on owners.number = changes.number and owners.contact_id = changes.contact_id
    -- An entry that names no contact is about all who have the number.
    left join changes as of_all on owners.number = of_all.number and of_all.contact_id is null

)

select *
from every_fix
where $fixes is null or list_contains($fixes, fix)

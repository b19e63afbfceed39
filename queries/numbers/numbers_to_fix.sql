-- Which numbers keep failing because of the phone, whose are they, and what is there to do?
--
-- Parameters
--   $of_number     bigint   the only number to list, as E.164 digits; null lists all of them
--   $rows          bigint   number of rows to list; null lists all of them
--   $skip          bigint   number of rows to leave out at the start; null leaves out none
--   $secret_order  varchar  secret by which numbers are put in an order that tells nothing of them, for a viewer
--                           who reads masked numbers; null lists them by number
--
-- Steps: selected_fixes
--
-- Sorts
--   fix            fixes.place
--   number         selected_fixes.number
--   contact_id     selected_fixes.contact_id
--   name           lower(selected_fixes.name)
--   student_name   lower(selected_fixes.student_name)
--   school         lower(selected_fixes.school)
--   reason         reasons.place
--   failures       selected_fixes.failures
--   first_failure  selected_fixes.first_failure
--   last_failure   selected_fixes.last_failure
--   last_success   selected_fixes.last_success
--   consent_since  selected_fixes.consent_since
--
-- Returns one row per number that a contact has now, contact and school: failures in a row on enough days, for reasons
-- of the phone. By what to do; of each, those that have failed for the longest time first
--   number         varchar      phone number in E.164 form
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
--   state          varchar      open, changed or works again
--   changed_at     timestamptz  when the office entered that the contact has another number; null if it didn't
--   fix            varchar      what to do, or what became of it
--   result         varchar      result of the newest failure

select
    '+' || cast(selected_fixes.number as varchar) as number,
    selected_fixes.contact_id,
    selected_fixes.name,
    selected_fixes.student_name,
    selected_fixes.school,
    selected_fixes.reason,
    selected_fixes.failures,
    selected_fixes.first_failure,
    selected_fixes.last_failure,
    selected_fixes.last_success,
    selected_fixes.consent_since,
    fixes.state,
    selected_fixes.changed_at,
    fixes.name as fix,
    reasons.result
from selected_fixes
inner join fixes on selected_fixes.fix = fixes.fix
inner join reasons on selected_fixes.reason = reasons.reason
where $of_number is null or selected_fixes.number = $of_number
order by
    fixes.place,
    selected_fixes.first_failure,
    selected_fixes.failures desc,
    case when $secret_order is null then selected_fixes.number end,
    case when $secret_order is not null then md5($secret_order || cast(selected_fixes.number as varchar)) end,
    selected_fixes.contact_id,
    selected_fixes.school
limit $rows offset $skip

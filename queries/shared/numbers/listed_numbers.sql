-- Numbers of a list, and what would happen if each were texted now
--
-- Parameters
--   $numbers  bigint[]  phone numbers as E.164 digits
--
-- Steps: viewer_contacts, viewer_statuses, failing_numbers
--
-- Returns one row per number, however often the list has it
--   number         bigint       phone number as E.164 digits
--   verdict        varchar      key of what would happen, in the vocabulary
--   status         varchar      its status under the short code by which it can be texted, or the newest; null if none
--   since          timestamptz  since when it has had it
--   contacts       bigint       number of contacts that have the number now
--   reason         varchar      reason of its newest failure, if it keeps failing
--   first_failure  timestamptz  when the first of these failures was requested

with

listed as (

    select distinct number
    from (select unnest(cast($numbers as bigint[])) as number) as every_number

),

best_statuses as (

    select
        viewer_statuses.number,
        viewer_statuses.status,
        viewer_statuses.since,
        statuses.can_be_texted,
        statuses.is_pending,
        row_number() over (
            partition by viewer_statuses.number
            order by statuses.can_be_texted desc, statuses.is_pending desc, viewer_statuses.since desc
        ) as place
    from viewer_statuses
    inner join statuses on viewer_statuses.status = statuses.status
    where viewer_statuses.number in (select listed.number from listed)

),

owners as (

    select
        number,
        count(distinct contact_id) as contacts,
        bool_and(is_landline) as is_landline
    from viewer_contacts
    where number in (select listed.number from listed)
    group by number

)

select
    listed.number,
    case
        when owners.is_landline then 'no_sms'
        when best_statuses.can_be_texted and failing_numbers.number is not null then 'keeps_failing'
        when best_statuses.can_be_texted then 'will'
        when best_statuses.is_pending then 'pending'
        when best_statuses.status is not null then 'opted_out'
        when owners.number is not null then 'unlisted'
        else 'unknown'
    end as verdict,
    best_statuses.status,
    best_statuses.since,
    coalesce(owners.contacts, 0) as contacts,
    failing_numbers.reason,
    failing_numbers.first_failure
from listed
left join best_statuses on listed.number = best_statuses.number and best_statuses.place = 1
left join owners on listed.number = owners.number
left join failing_numbers on listed.number = failing_numbers.number

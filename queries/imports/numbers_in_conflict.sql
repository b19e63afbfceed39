-- Which numbers did the service refuse although the consent list has them opted in, or text although they opted out?
--
-- Steps: consent_conflicts
--
-- Parameters
--   $rows  bigint  number of rows to list; null lists all of them
--
-- Returns one row per number and result of its newest such text, refused ones first
--   number        varchar      phone number in E.164 form
--   result        varchar      result of its newest text against the list
--   reason        varchar      reason of that text
--   status_then   varchar      status that the number had when that text was requested
--   status_since  timestamptz  since when it had that status
--   how           varchar      how that is known
--   requested_at  timestamptz  when that text was requested
--   texts         bigint       number of its texts against the list
--   contact_id    varchar      contact that the text was for
--   school        varchar      school of the families

with

newest_first as (

    select
        *,
        count(*) over (partition by number, was_refused) as texts,
        row_number() over (
            partition by number, was_refused order by requested_at desc, contact_id, school
        ) as place
    from consent_conflicts

)

select
    '+' || cast(number as varchar) as number,
    result,
    reason,
    status_then,
    status_since,
    how,
    requested_at,
    texts,
    contact_id,
    school
from newest_first
where place = 1
order by was_refused desc, number
limit $rows

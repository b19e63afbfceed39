-- What was the last result of each number to fix, for a student information system to load?
--
-- Parameters
--   $zone  varchar  IANA time zone of the days
--
-- Steps: selected_fixes
--
-- Returns one row per number
--   number       varchar  phone number in E.164 form
--   last_result  varchar  one of the five results
--   reason       varchar  reason if that is a failure; null if a text was sent
--   day          date     day of that text, in the district's zone

with

last_texts as (

    select
        number,
        bool_or(works_again) as works_again,
        max(reason) as reason,
        max(case when works_again then last_success else last_failure end) as requested_at
    from selected_fixes
    group by number

),

accepted as (

    select result
    from results
    where is_final and not is_undelivered

)

select
    '+' || cast(last_texts.number as varchar) as number,
    case when last_texts.works_again then accepted.result else reasons.result end as last_result,
    case when not last_texts.works_again then last_texts.reason end as reason,
    cast(last_texts.requested_at at time zone $zone as date) as day
from last_texts
inner join reasons on last_texts.reason = reasons.reason
cross join accepted
order by last_texts.number

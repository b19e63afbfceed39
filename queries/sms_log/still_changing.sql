-- How many of these texts can still change, and how many have no final result?
--
-- Parameters
--   $young_from  timestamptz  texts requested since then can still change; null means all of them
--   $zone        varchar      time zone of the days
--
-- Steps: selected_texts, selected_counts
-- Ignores: $results, $reasons
--
-- Returns one row
--   can_change  bigint  number of texts that are waiting to be sent, or are recent and not undelivered
--   stuck       bigint  number of texts that have been sending for too long to get a final result

with

first_day as (

    -- The texts of the day on which they begin to be young. Only these need their instants.
    select
        result,
        count(*) as texts
    from selected_texts
    where
        requested_at >= $young_from
        and requested_at < (
            date_trunc('day', cast($young_from as timestamptz) at time zone $zone) + interval '1 day'
        ) at time zone $zone
        and month >= strftime(cast($young_from as timestamptz) at time zone 'UTC', '%Y-%m')
    group by result

),

counted as (

    select
        result,
        sum(texts) as texts,
        coalesce(
            sum(texts) filter (
                where $young_from is null or day > cast(cast($young_from as timestamptz) at time zone $zone as date)
            ),
            0
        ) as of_later_days
    from selected_counts
    group by result

),

by_result as (

    select
        results.is_final,
        results.changes,
        coalesce(first_day.texts, 0) + coalesce(counted.of_later_days, 0) as young,
        coalesce(counted.texts, 0) as texts
    from results
    left join first_day on results.result = first_day.result
    left join counted on results.result = counted.result

)

select
    cast(
        sum(case changes when 'always' then texts when 'while young' then young else 0 end) as bigint
    ) as can_change,
    cast(
        sum(case when changes = 'while young' and not is_final then texts - young else 0 end) as bigint
    ) as stuck
from by_result

-- How many of these texts can still change, and how many have no final result?
--
-- Parameters
--   $young_from  timestamptz  texts requested since then can still change; null means all of them
--
-- Steps: selected_texts, selected_counts
-- Ignores: $results, $reasons
--
-- Returns one row
--   can_change  bigint  number of texts that are waiting to be sent, or are recent and not undelivered
--   stuck       bigint  number of texts that have been sending for too long to get a final result

with

young as (

    -- Only these need their instants, which are in the newest files.
    select
        result,
        count(*) as texts
    from selected_texts
    where $young_from is null or requested_at >= $young_from
    group by result

),

all_ages as (

    select
        result,
        sum(texts) as texts
    from selected_counts
    group by result

),

by_result as (

    select
        results.is_final,
        results.changes,
        coalesce(young.texts, 0) as young,
        coalesce(all_ages.texts, 0) as texts
    from results
    left join young on results.result = young.result
    left join all_ages on results.result = all_ages.result

)

select
    cast(
        sum(case changes when 'always' then texts when 'while young' then young else 0 end) as bigint
    ) as can_change,
    cast(
        sum(case when changes = 'while young' and not is_final then texts - young else 0 end) as bigint
    ) as stuck
from by_result

-- How many of these texts can still change, and how many have no final result, if the daily counts tell?
--
-- Parameters
--   $young_from  timestamptz  texts requested since then can still change
--
-- Steps: selected_counts
-- Ignores: $results, $reasons
--
-- Returns one row
--   can_change  bigint  number of texts that are waiting to be sent, or are recent and not undelivered; null if texts
--                       that were counted together were requested before and after $young_from: ask still_changing
--   stuck       bigint  number of texts that have been sending for too long to get a final result; null likewise

with

by_result as (

    select
        results.is_final,
        results.changes,
        coalesce(sum(selected_counts.texts), 0) as texts,
        coalesce(
            sum(selected_counts.texts)
            filter (where selected_counts.first_requested_at >= $young_from),
            0
        ) as young,
        coalesce(
            bool_or(
                selected_counts.first_requested_at < $young_from
                and selected_counts.last_requested_at >= $young_from
                and results.changes = 'while young'
            ),
            false
        ) as is_both
    from results
    left join selected_counts on results.result = selected_counts.result
    group by results.result, results.is_final, results.changes

)

select
    case
        when not bool_or(is_both)
            then cast(
                sum(case changes when 'always' then texts when 'while young' then young else 0 end) as bigint
            )
    end as can_change,
    case
        when not bool_or(is_both)
            then cast(
                sum(case when changes = 'while young' and not is_final then texts - young else 0 end) as bigint
            )
    end as stuck
from by_result

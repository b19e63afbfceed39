-- Texts of both sides by school, broadcast or reason
--
-- Parameters
--   $split  varchar  what they are grouped by: school, broadcast or reason
--
-- Steps: compared_counts
--
-- Returns one row per group that has texts on either side; by reason, only undelivered texts have groups
--   group_key             varchar  what a filter takes: school, id or name of the broadcast, reason; null if not stated
--   group_name            varchar  school, newest name of the broadcast, or reason
--   texts                 double   number of texts that its undelivered ones are a share of: its own, by reason all
--   undelivered           double   number of its texts that were not delivered
--   compared_texts        double   the same of all periods to compare with
--   compared_undelivered  double   of these, not delivered
--   all_texts             double   number of texts of all groups
--   compared_all_texts    double   the same of all periods to compare with
--   periods               double   number of periods to compare with that have texts, at least 1

with

keyed as (

    select
        case cast($split as varchar)
            when 'school' then school
            when 'broadcast' then coalesce(broadcast_id, broadcast)
            when 'reason' then case when is_undelivered then reason end
        end as group_key,
        broadcast,
        last_requested_at,
        case when is_in_filter then texts else 0 end as texts,
        case when is_in_filter and is_undelivered then texts else 0 end as undelivered,
        case when compared_period is not null then texts else 0 end as compared_texts,
        case when compared_period is not null and is_undelivered then texts else 0 end as compared_undelivered,
        1 << compared_period as period
    from compared_counts

),

totals as (

    select
        cast(sum(texts) as double) as all_texts,
        cast(sum(compared_texts) as double) as compared_all_texts,
        bit_or(period) as periods
    from keyed

),

sums as (

    select
        group_key,
        max_by(broadcast, case when broadcast is not null then last_requested_at end) as broadcast,
        cast(sum(texts) as double) as texts,
        cast(sum(undelivered) as double) as undelivered,
        cast(sum(compared_texts) as double) as compared_texts,
        cast(sum(compared_undelivered) as double) as compared_undelivered
    from keyed
    group by group_key

)

select
    sums.group_key,
    case cast($split as varchar) when 'broadcast' then sums.broadcast else sums.group_key end as group_name,
    case cast($split as varchar) when 'reason' then totals.all_texts else sums.texts end as texts,
    sums.undelivered,
    case cast($split as varchar)
        when 'reason' then totals.compared_all_texts
        else sums.compared_texts
    end as compared_texts,
    sums.compared_undelivered,
    totals.all_texts,
    totals.compared_all_texts,
    -- Each period that has texts is a bit.
    cast(
        greatest(periods % 2 + periods // 2 % 2 + periods // 4 % 2 + periods // 8, 1) as double
    ) as periods
from sums
cross join totals
where cast($split as varchar) <> 'reason' or sums.undelivered + sums.compared_undelivered > 0

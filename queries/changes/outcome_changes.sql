-- How did the shares of stages, results, parts and reasons change against other texts?
--
-- Parameters
--   $enough  bigint  texts of each side that are enough to compare
--
-- Steps: compared_counts, selected_results
-- Ignores: $results, $reasons
--
-- Returns one row per stage and result, always, and per part and reason that has texts on either side
--   level               varchar  what the row counts: stage, result, part or reason
--   stage               varchar  stage of a stage or result; null on the row of all stages, the last of them
--   result              varchar  result of a result or reason
--   part                varchar  key of a part of the undelivered texts
--   reason              varchar  key of a reason; null if the log states none
--   texts               bigint   number of texts
--   share_pct           double   share in all texts, 0 to 100; null without any
--   compared_texts      double   number of texts that they're compared with; of several periods, the average
--   compared_share_pct  double   share of these; null without any
--   change_points       double   share_pct less compared_share_pct, in percentage points; null without either
--   is_comparable       boolean  whether both shares are of enough texts

with

sums as (

    select
        result,
        reason,
        coalesce(sum(texts) filter (where is_in_filter), 0) as texts,
        coalesce(sum(texts) filter (where compared_period is not null), 0) as compared_texts,
        bit_or(1 << compared_period) as periods
    from compared_counts
    group by result, reason

),

-- A reason that is not stated isn't among the reasons, and is a part of its own.
kinds as (

    select
        selected_results.place,
        selected_results.stage,
        selected_results.result,
        selected_results.is_undelivered,
        sums.reason,
        parts.part,
        parts.place as part_place,
        coalesce(sums.texts, 0) as texts,
        coalesce(sums.compared_texts, 0) as compared_texts,
        sums.periods
    from selected_results
    left join sums on selected_results.result = sums.result
    left join reasons on sums.reason = reasons.reason
    left join parts on reasons.part = parts.part or (parts.is_not_stated and reasons.part is null)

),

totals as (

    select
        sum(texts) as texts,
        sum(compared_texts) as compared_texts,
        bit_or(periods) as periods
    from kinds

),

levels as (

    select
        1 as level_place,
        'stage' as level,
        min(place) as place,
        stage,
        cast(null as varchar) as result,
        cast(null as varchar) as part,
        cast(null as varchar) as reason,
        sum(texts) as texts,
        sum(compared_texts) as compared_texts
    from kinds
    group by stage

    union all

    select
        1 as level_place,
        'stage' as level,
        null as place,
        null as stage,
        null as result,
        null as part,
        null as reason,
        texts,
        compared_texts
    from totals

    union all

    select
        2 as level_place,
        'result' as level,
        min(place) as place,
        stage,
        result,
        null as part,
        null as reason,
        sum(texts) as texts,
        sum(compared_texts) as compared_texts
    from kinds
    group by stage, result

    union all

    select
        3 as level_place,
        'part' as level,
        min(part_place) as place,
        null as stage,
        null as result,
        part,
        null as reason,
        sum(texts) as texts,
        sum(compared_texts) as compared_texts
    from kinds
    where is_undelivered and texts + compared_texts > 0
    group by part

    union all

    select
        4 as level_place,
        'reason' as level,
        place,
        null as stage,
        result,
        null as part,
        reason,
        texts,
        compared_texts
    from kinds
    where is_undelivered and texts + compared_texts > 0

),

shares as (

    select
        levels.*,
        -- Of several periods, the average of those that have texts, each of which is a bit.
        levels.compared_texts
        / greatest(periods % 2 + periods // 2 % 2 + periods // 4 % 2 + periods // 8, 1) as compared_average,
        100e0 * levels.texts / nullif(totals.texts, 0) as share_pct,
        100e0 * levels.compared_texts / nullif(totals.compared_texts, 0) as compared_share_pct,
        least(totals.texts, totals.compared_texts) >= $enough as is_comparable
    from levels
    cross join totals

)

select
    level,
    stage,
    result,
    part,
    reason,
    cast(texts as bigint) as texts,
    share_pct,
    compared_average as compared_texts,
    compared_share_pct,
    share_pct - compared_share_pct as change_points,
    is_comparable
from shares
order by level_place, place nulls last, texts desc, reason

-- What became of the texts, by stage, result, part and reason at once?
--
-- Parameters
--   $from_date        date       first day counted, in the district's zone
--   $until_date       date       first day not counted
--   $broadcasts       varchar[]  ids or names of the broadcasts to count; null counts them all
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per stage and result, always, and per part and reason that has texts
--   level      varchar  what the row counts: stage, result, part or reason
--   stage      varchar  of a stage and a result; null on the row of all stages, which is the last of them
--   result     varchar  of a result and a reason
--   part       varchar  of a part of what was not delivered
--   reason     varchar  of a reason; null where the log states none
--   texts      bigint   texts
--   share_pct  double   of all texts; of a part and a reason: of the undelivered: 0 to 100; null without any

with

counted as (

    select
        daily_results.result,
        daily_results.reason,
        sum(daily_results.texts) as texts
    from daily_results
    where
        daily_results.day >= $from_date and daily_results.day < $until_date
        and (
            $broadcasts is null
            or list_contains($broadcasts, daily_results.broadcast_id)
            or list_contains($broadcasts, daily_results.broadcast)
        )
        and ($schools is null or list_contains($schools, daily_results.school))
        and ($schools_allowed is null or list_contains($schools_allowed, daily_results.school))
    group by daily_results.result, daily_results.reason

),

named as (

    select
        results.stage,
        results.result,
        results.place,
        results.is_undelivered,
        parts.part,
        parts.place as part_place,
        counted.reason,
        coalesce(counted.texts, 0) as texts
    from results
    left join counted on results.result = counted.result
    left join reasons on counted.reason = reasons.reason
    left join parts
        on
            results.is_undelivered and counted.texts > 0
            and (reasons.part = parts.part or (parts.is_not_stated and reasons.part is null))

),

sums as (

    select
        sum(texts) as every_text,
        sum(texts) filter (where is_undelivered) as undelivered
    from named

),

levels as (

    select
        1 as place,
        'stage' as level,
        stage,
        cast(null as varchar) as result,
        cast(null as varchar) as part,
        cast(null as varchar) as reason,
        case when stage is null then 2 else 1 end as first_order,
        min(place) as second_order,
        sum(texts) as texts
    from named
    group by grouping sets ((stage), ())

    union all

    select
        2 as place,
        'result' as level,
        stage,
        result,
        null as part,
        null as reason,
        1 as first_order,
        place as second_order,
        sum(texts) as texts
    from named
    group by stage, result, place

    union all

    select
        3 as place,
        'part' as level,
        null as stage,
        null as result,
        part,
        null as reason,
        1 as first_order,
        part_place as second_order,
        sum(texts) as texts
    from named
    where part is not null
    group by part, part_place

    union all

    select
        4 as place,
        'reason' as level,
        null as stage,
        result,
        null as part,
        reason,
        place as first_order,
        -sum(texts) as second_order,
        sum(texts) as texts
    from named
    where part is not null
    group by result, reason, place

)

select
    levels.level,
    levels.stage,
    levels.result,
    levels.part,
    levels.reason,
    cast(levels.texts as bigint) as texts,
    100e0 * levels.texts
    / nullif(case when levels.place <= 2 then sums.every_text else sums.undelivered end, 0) as share_pct
from levels
cross join sums
order by levels.place, levels.first_order, levels.second_order, levels.reason

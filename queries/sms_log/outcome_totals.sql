-- How many texts are there by stage, result, part and reason at once?
--
-- Steps: stage_level, result_level, part_level, reason_level
-- Ignores: $results, $reasons
--
-- Returns one row per stage and result, always, and per part and reason that has texts
--   level      varchar  what the row counts: stage, result, part or reason
--   stage      varchar  stage of a stage or result; null on the row of all stages, the last of them
--   result     varchar  result of a result or reason
--   part       varchar  key of a part of the undelivered texts
--   reason     varchar  key of a reason; null if the log states none
--   texts      bigint   number of texts
--   share_pct  double   share in all texts (part, reason: in the undelivered), 0 to 100; null without any

with

levels as (

    select
        1 as level_place,
        'stage' as level,
        place,
        stage,
        cast(null as varchar) as result,
        cast(null as varchar) as part,
        cast(null as varchar) as reason,
        texts,
        share_pct
    from stage_level

    union all

    select
        2 as level_place,
        'result' as level,
        place,
        stage,
        result,
        null as part,
        null as reason,
        texts,
        share_pct
    from result_level

    union all

    select
        3 as level_place,
        'part' as level,
        place,
        null as stage,
        null as result,
        part,
        null as reason,
        texts,
        share_pct
    from part_level
    where texts > 0

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
        share_pct
    from reason_level

)

select
    level,
    stage,
    result,
    part,
    reason,
    texts,
    share_pct
from levels
order by level_place, place, texts desc, reason

-- The undelivered shares of a week beside their usual ranges, and which of the unusual ones to tell of
--
-- What is unusual shows up several times: in a reason, its result and all undelivered texts, at a school and in the
-- district. Told is the narrowest of these that makes most of it: a reason rather than its result, one school rather
-- than the district, and the district rather than two schools or more.
--
-- Steps: normal_ranges
--
-- Returns one row per row of normal_ranges
--   cell         bigint   number of the row
--   is_district  boolean  whether the row counts all schools that the viewer may see
--   school       varchar  school of the families; null if the log has none, or for all schools
--   level        varchar  what it counts: undelivered (all of them), result or reason
--   result       varchar  an undelivered result; null for all of them
--   reason       varchar  key of a reason; null if none is stated, or for all of them
--   texts        bigint   number of all texts of the week
--   counted      bigint   number of them that the row counts
--   share_pct    double   share of these, 0 to 100
--   usual_pct    double   usual share, 0 to 100
--   high_pct     double   end of the usual range
--   weeks        bigint   number of weeks before that the range is of
--   is_unusual   boolean  whether the share is above the range, and by enough points
--   above_usual  double   texts above the usual share
--   is_shown     boolean  whether to tell of the row

with

surplus as materialized (

    select
        *,
        counted - usual_pct * texts / 100 as above_usual
    from normal_ranges

),

unusual as materialized (

    select
        *,
        case level when 'reason' then 3 when 'result' then 2 else 1 end as depth
    from surplus
    where is_unusual

),

explained as (

    select distinct wide.cell
    from unusual as wide
    inner join unusual as narrow
        on
            wide.is_district = narrow.is_district
            and wide.school is not distinct from narrow.school
            and wide.depth < narrow.depth
            and coalesce(wide.result = narrow.result, true)
    where 2 * narrow.above_usual >= wide.above_usual

),

narrowest as (

    select
        cell,
        is_district,
        count(*) filter (where not is_district) over (partition by level, result, reason) as schools,
        bool_or(is_district) over (partition by level, result, reason) as has_district
    from unusual
    where cell not in (select explained.cell from explained)

)

select
    surplus.cell,
    surplus.is_district,
    surplus.school,
    surplus.level,
    surplus.result,
    surplus.reason,
    surplus.texts,
    surplus.counted,
    surplus.share_pct,
    surplus.usual_pct,
    surplus.high_pct,
    surplus.weeks,
    surplus.is_unusual,
    surplus.above_usual,
    coalesce(
        case
            when narrowest.is_district then narrowest.schools <> 1
            else narrowest.schools = 1 or not narrowest.has_district
        end,
        false
    ) as is_shown
from surplus
left join narrowest on surplus.cell = narrowest.cell

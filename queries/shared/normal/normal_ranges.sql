-- The undelivered share of a week beside the usual range of the district's own past, by school, result and reason
--
-- Usual is what the same weekdays had at this time of the year (see measured_days): of the days of each weekday, the
-- median share. How much a week differs from that by chance is measured on the past weeks, too, by the median of the
-- differences. Medians let a bad day or week of the past move nothing.
--
-- Parameters
--   $enough             bigint  texts of a day that are enough for its share
--   $normal_texts       bigint  texts of the week that are enough
--   $normal_past_texts  bigint  texts of a week before that are enough
--   $normal_weeks       bigint  weeks before that are enough
--   $normal_spread      double  how many usual differences above the usual share the range ends
--   $normal_points      double  points above the usual share that are worth a look
--   $widest_range       double  points from the usual share to the end of the range that still tell something
--
-- Steps: measured_days
--
-- Returns one row per school or district and kind of undelivered texts, of a week with enough texts and a past
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

with

-- Each of these is made once: otherwise the plan would hold its tables dozens of times.
measured as materialized (

    select *
    from measured_days

),

cells as materialized (

    select
        is_district,
        school,
        level,
        result,
        reason,
        sum(texts) as texts,
        sum(counted) as counted,
        row_number() over (order by is_district desc, school, level, result, reason) as cell
    from measured
    where weeks_before = 0
    group by is_district, school, level, result, reason
    having sum(texts) >= $normal_texts

),

series as materialized (

    select
        cells.cell,
        measured.weeks_before,
        (measured.day - date '1970-01-01') % 7 as day_of_week,
        measured.texts,
        measured.counted
    from cells
    inner join measured
        on
            cells.is_district = measured.is_district
            and cells.school is not distinct from measured.school
            and cells.level = measured.level
            and cells.result is not distinct from measured.result
            and cells.reason is not distinct from measured.reason

),

-- The median of each weekday, and where too few days have one, that of all days.
weekdays as (

    select
        cell,
        day_of_week,
        median(1e0 * counted / texts) as usual,
        count(*) as days
    from series
    where weeks_before > 0 and texts >= $enough
    group by cell, day_of_week

),

all_days as (

    select
        cell,
        median(1e0 * counted / texts) as usual
    from series
    where weeks_before > 0 and texts >= $enough
    group by cell

),

weeks as materialized (

    select
        series.cell,
        series.weeks_before,
        sum(series.texts) as texts,
        (
            sum(series.counted)
            - sum(series.texts * case when weekdays.days >= 6 then weekdays.usual else all_days.usual end)
        ) / sum(series.texts) as difference
    from series
    inner join all_days on series.cell = all_days.cell
    left join weekdays on series.cell = weekdays.cell and series.day_of_week = weekdays.day_of_week
    group by series.cell, series.weeks_before

),

centers as materialized (

    select
        cell,
        median(difference) as difference,
        count(*) as weeks
    from weeks
    where weeks_before > 0 and texts >= $normal_past_texts
    group by cell

),

-- The difference that chance makes shrinks with the root of the number of texts.
spreads as (

    select
        weeks.cell,
        1.4826e0 * median(abs(weeks.difference - centers.difference) * sqrt(weeks.texts)) as spread
    from weeks
    inner join centers on weeks.cell = centers.cell
    where weeks.weeks_before > 0 and weeks.texts >= $normal_past_texts
    group by weeks.cell

),

ranges as (

    select
        cells.*,
        1e0 * cells.counted / cells.texts as share,
        greatest(
            1e0 * cells.counted / cells.texts - weeks.difference + centers.difference, 0e0
        ) as usual,
        spreads.spread,
        centers.weeks
    from cells
    inner join weeks on cells.cell = weeks.cell and weeks.weeks_before = 0
    inner join centers on cells.cell = centers.cell
    inner join spreads on cells.cell = spreads.cell

),

-- Of a rare reason, half of the past weeks have none, and no difference: chance still makes some.
widths as (

    select
        *,
        $normal_spread * greatest(
            spread, sqrt(greatest(usual, 1e0 / texts) * (1e0 - usual)) / 2
        ) / sqrt(texts) as width
    from ranges

)

select
    cell,
    is_district,
    school,
    level,
    result,
    reason,
    cast(texts as bigint) as texts,
    cast(counted as bigint) as counted,
    100e0 * share as share_pct,
    100e0 * usual as usual_pct,
    100e0 * (usual + width) as high_pct,
    weeks,
    share > usual + width and 100e0 * (share - usual) >= $normal_points as is_unusual
from widths
where weeks >= $normal_weeks and 100e0 * width <= $widest_range

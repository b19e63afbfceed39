-- How many texts had each result in each month at each school, in rounded counts?
--
-- Parameters
--   $zone  varchar  IANA time zone of the days
--
-- Steps: viewer_counts, log_updates
--
-- Returns one row per month, school and result, and per sum of these counts; newest months first, schools by name. A
-- month is listed once the log covers all of it. A month or school is listed if it has at least one count of 5 or more
--   level         varchar  school; total for all schools
--   first_day     date     first day of the month; null for all months
--   school        varchar  school of the families; null if the log states none, and for all schools
--   result        varchar  one of the five results; null for all results
--   shown         varchar  number of texts, rounded to the nearest 5, or <5; a sum of counts under 5 alone is null
--   texts         bigint   the same as a number; counts under 5 are 0, here and in sums
--   small_counts  bigint   number of counts under 5, which the sum leaves out

with

counted as (

    select
        cast(date_trunc('month', day) as date) as first_day,
        school,
        result,
        cast(sum(texts) as bigint) as texts
    from viewer_counts
    group by cast(date_trunc('month', day) as date), school, result

),

-- Only these rounded counts reach the answer. Whatever else is shown, also which months and schools there are, is
-- made of them, so that no sum and no missing row tells more.
rounded as (

    select
        counted.first_day,
        counted.school,
        counted.result,
        counted.texts + 2 - (counted.texts + 2) % 5 as texts
    from counted
    cross join log_updates
    where
        counted.texts >= 5
        and counted.first_day < date_trunc('month', cast(log_updates.log_as_of at time zone $zone as date))

),

months as (

    select distinct first_day
    from rounded

),

schools as (

    select distinct school
    from rounded

),

cells as (

    select
        months.first_day,
        schools.school,
        results.result,
        coalesce(rounded.texts, 0) as texts
    from months
    cross join schools
    cross join results
    left join rounded
        on
            months.first_day = rounded.first_day
            and schools.school is not distinct from rounded.school
            and results.result = rounded.result

),

at_levels as (

    select
        'school' as level,
        first_day,
        school,
        result,
        texts
    from cells

    union all

    select
        'total' as level,
        first_day,
        null as school,
        result,
        texts
    from cells

),

sums as (

    select
        level,
        first_day,
        school,
        result,
        sum(texts) as texts,
        count(*) filter (where texts = 0) as small_counts
    from at_levels
    group by grouping sets (
        (level, school, first_day, result),
        (level, school, first_day),
        (level, school, result),
        (level, school)
    )

)

select
    sums.level,
    sums.first_day,
    sums.school,
    sums.result,
    case
        when sums.texts > 0 then cast(cast(sums.texts as bigint) as varchar)
        when sums.level = 'school' and sums.first_day is not null and sums.result is not null then '<5'
    end as shown,
    cast(sums.texts as bigint) as texts,
    sums.small_counts
from sums
left join results on sums.result = results.result
order by
    sums.first_day is not null,
    sums.first_day desc,
    sums.level,
    sums.school is null,
    sums.school,
    results.place is null,
    results.place

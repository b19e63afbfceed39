-- How many numbers have each status at each school, in rounded counts?
--
-- Steps: viewer_status_owners
-- Ignores: $on_date
--
-- Returns one row per school and status, and per sum of these counts; schools by name. A school is listed if it has at
-- least one count of 5 or more. A number of two schools counts at both, also in the sums
--   level         varchar  school; total for all schools
--   school        varchar  school of contacts that have the numbers now; null for no school, and for all schools
--   status        varchar  one of the three statuses; null for all statuses
--   shown         varchar  number of numbers, rounded to the nearest 5, or <5; a sum of counts under 5 alone is null
--   numbers       bigint   the same as a number; counts under 5 are 0, here and in sums
--   small_counts  bigint   number of counts under 5, which the sum leaves out

with

counted as (

    select
        school,
        status,
        count(distinct number) as numbers
    from viewer_status_owners
    group by school, status

),

-- Only these rounded counts reach the answer, as in rounded_results.
rounded as (

    select
        school,
        status,
        numbers + 2 - (numbers + 2) % 5 as numbers
    from counted
    where numbers >= 5

),

schools as (

    select distinct school
    from rounded

),

cells as (

    select
        schools.school,
        statuses.status,
        coalesce(rounded.numbers, 0) as numbers
    from schools
    cross join statuses
    left join rounded
        on schools.school is not distinct from rounded.school and statuses.status = rounded.status

),

at_levels as (

    select
        'school' as level,
        school,
        status,
        numbers
    from cells

    union all

    select
        'total' as level,
        null as school,
        status,
        numbers
    from cells

),

sums as (

    select
        level,
        school,
        status,
        sum(numbers) as numbers,
        count(*) filter (where numbers = 0) as small_counts
    from at_levels
    group by grouping sets ((level, school, status), (level, school))

)

select
    sums.level,
    sums.school,
    sums.status,
    case
        when sums.numbers > 0 then cast(cast(sums.numbers as bigint) as varchar)
        when sums.level = 'school' and sums.status is not null then '<5'
    end as shown,
    cast(sums.numbers as bigint) as numbers,
    sums.small_counts
from sums
left join statuses on sums.status = statuses.status
order by
    sums.level,
    sums.school is null,
    sums.school,
    statuses.place is null,
    statuses.place

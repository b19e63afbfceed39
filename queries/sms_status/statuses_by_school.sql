-- How many numbers have each status at each school?
--
-- Parameters
--   $enough  bigint  numbers that are enough to compare; schools with fewer come last
--
-- Steps: selected_statuses
-- Ignores: $schools, $statuses
--
-- Returns one row per school and status, the three always; schools with the largest share pending first
--   school      varchar  school of contacts that have the numbers now; null for numbers of no school
--   status      varchar  one of the three statuses
--   numbers     bigint   number of phone numbers with that status; one of two schools counts in both
--   of_numbers  bigint   number of the school's phone numbers with any status
--   share_pct   double   share of numbers in of_numbers, 0 to 100
--   is_small    boolean  whether the numbers are too few to compare

with

owned as (

    select distinct
        school,
        status,
        number
    from selected_statuses

),

every_school as (

    select
        school,
        count(distinct number) as of_numbers
    from owned
    group by school

),

counted as (

    select
        school,
        status,
        count(*) as numbers
    from owned
    group by school, status

),

shares as (

    select
        every_school.school,
        every_school.of_numbers,
        statuses.status,
        statuses.place,
        statuses.is_pending,
        coalesce(counted.numbers, 0) as numbers,
        100e0 * coalesce(counted.numbers, 0) / every_school.of_numbers as share_pct
    from every_school
    cross join statuses
    left join counted
        on
            every_school.school is not distinct from counted.school
            and statuses.status = counted.status

)

select
    school,
    status,
    cast(numbers as bigint) as numbers,
    of_numbers,
    share_pct,
    of_numbers < $enough as is_small
from shares
order by
    school is null,
    of_numbers < $enough,
    sum(share_pct) filter (where is_pending) over (partition by school) desc,
    school,
    place

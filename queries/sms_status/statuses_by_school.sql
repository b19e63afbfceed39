-- How many numbers are in each status at each school?
--
-- Parameters
--   $enough           bigint     numbers from which a share can be judged; schools with fewer come last
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per school and status, the three always; schools with the largest share pending first
--   school      varchar  the school of contacts that have the numbers now; null for those of no school
--   status      varchar  one of the three
--   numbers     bigint   phone numbers in that status; one of two schools counts in both
--   of_numbers  bigint   the school's phone numbers in any status
--   share_pct   double   numbers as a share of these, 0 to 100
--   is_small    boolean  fewer numbers than are enough

with

owned as (

    select distinct
        current_contacts.school,
        current_statuses.status,
        current_statuses.number
    from current_statuses
    left join current_contacts on current_statuses.number = current_contacts.number
    where $schools_allowed is null or list_contains($schools_allowed, current_contacts.school)

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

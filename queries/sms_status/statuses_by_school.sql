-- How many numbers have each status at each school, and how did the shares change since an earlier instant?
--
-- Parameters
--   $enough       bigint       numbers that are enough to compare; schools with fewer come last
--   $compared_at  timestamptz  instant after the statuses that these are compared with; null compares with nothing
--
-- Steps: selected_statuses, viewer_changes
-- Ignores: $schools, $statuses
--
-- Both sides count the contacts that are at the school now: at which one they were before isn't stored.
--
-- Returns one row per school and status, the three always; schools with the largest share pending first
--   school              varchar  school of contacts that have the numbers now; null for numbers of no school
--   status              varchar  one of the three statuses
--   numbers             bigint   number of phone numbers with that status; one of two schools counts in both
--   of_numbers          bigint   number of the school's phone numbers with any status
--   share_pct           double   share of numbers in of_numbers, 0 to 100
--   is_small            boolean  whether the numbers are too few to compare
--   compared_numbers    bigint   number of the same phone numbers that had any status before the instant
--   compared_share_pct  double   share of those that had this status then, 0 to 100; null if there are none
--   change_points       double   share_pct less that share, in percentage points
--   is_comparable       boolean  whether both are of enough numbers, and of at least half of today's

with

newest_before as (

    -- Only of numbers that changed since: the others had the status that they have now.
    select
        number,
        short_code,
        status,
        row_number() over (partition by number, short_code order by changed_at desc, is_logged) as place
    from viewer_changes
    where
        changed_at < $compared_at
        and number in (select selected_statuses.number from selected_statuses where since >= $compared_at)

),

owned as (

    -- A number has several statuses under several short codes. Each status is a bit, so that it counts once.
    select
        selected_statuses.school,
        selected_statuses.number,
        bit_or(1 << statuses.place) as bits,
        bit_or(
            case when selected_statuses.since < $compared_at then 1 << statuses.place else 1 << before.place end
        ) as compared_bits
    from selected_statuses
    inner join statuses on selected_statuses.status = statuses.status
    left join newest_before on selected_statuses.number = newest_before.number and newest_before.place = 1
    left join statuses as before on newest_before.status = before.status
    group by selected_statuses.school, selected_statuses.number

),

counted as (

    select
        school,
        bits,
        compared_bits,
        count(*) as numbers
    from owned
    group by school, bits, compared_bits

),

sums as (

    select
        counted.school,
        statuses.status,
        statuses.place,
        statuses.is_pending,
        coalesce(sum(counted.numbers) filter (where counted.bits & (1 << statuses.place) <> 0), 0) as numbers,
        sum(counted.numbers) as of_numbers,
        coalesce(
            sum(counted.numbers) filter (where counted.compared_bits & (1 << statuses.place) <> 0), 0
        ) as compared,
        coalesce(sum(counted.numbers) filter (where counted.compared_bits is not null), 0) as compared_numbers
    from counted
    cross join statuses
    group by counted.school, statuses.status, statuses.place, statuses.is_pending

),

shares as (

    select
        *,
        100e0 * numbers / of_numbers as share_pct,
        100e0 * compared / nullif(compared_numbers, 0) as compared_share_pct
    from sums

)

select
    school,
    status,
    cast(numbers as bigint) as numbers,
    cast(of_numbers as bigint) as of_numbers,
    share_pct,
    of_numbers < $enough as is_small,
    cast(compared_numbers as bigint) as compared_numbers,
    compared_share_pct,
    share_pct - compared_share_pct as change_points,
    -- Before the first list, a log knows few numbers, mostly of one status: they don't stand for the others.
    least(of_numbers, compared_numbers) >= $enough and 2 * compared_numbers >= of_numbers as is_comparable
from shares
order by
    school is null,
    of_numbers < $enough,
    sum(share_pct) filter (where is_pending) over (partition by school) desc,
    school,
    place

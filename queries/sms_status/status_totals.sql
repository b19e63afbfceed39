-- How many numbers and contacts have each status, now or at the end of a day?
--
-- Steps: selected_statuses
-- Ignores: $statuses
--
-- Returns one row per status, the three always
--   status      varchar  one of the three statuses
--   numbers     bigint   number of phone numbers with that status
--   of_numbers  bigint   number of phone numbers with any; one with two statuses, under two short codes, counts once
--   share_pct   double   share of numbers in of_numbers, 0 to 100; null without numbers
--   contacts    bigint   number of contacts that now have at least one of the numbers with that status

with

counted as (

    select
        status,
        count(distinct number) as numbers,
        count(distinct contact_id) as contacts
    from selected_statuses
    group by status

),

in_all as (

    select count(distinct number) as numbers
    from selected_statuses

)

select
    statuses.status,
    cast(coalesce(counted.numbers, 0) as bigint) as numbers,
    in_all.numbers as of_numbers,
    100e0 * coalesce(counted.numbers, 0) / nullif(in_all.numbers, 0) as share_pct,
    cast(coalesce(counted.contacts, 0) as bigint) as contacts
from statuses
cross join in_all
left join counted on statuses.status = counted.status
order by statuses.place

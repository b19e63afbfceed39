-- How many numbers, and how many contacts, are in each status?
--
-- Parameters
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per status, the three always
--   status      varchar  one of the three
--   numbers     bigint   phone numbers in that status
--   of_numbers  bigint   phone numbers in any; one whose statuses differ between short codes is one of them
--   share_pct   double   numbers as a share of these, 0 to 100; null where there are none
--   contacts    bigint   contacts that have at least one of the numbers in that status now

with

owned as (

    select
        current_statuses.status,
        current_statuses.number,
        current_contacts.contact_id
    from current_statuses
    left join current_contacts on current_statuses.number = current_contacts.number
    where
        ($schools is null or list_contains($schools, current_contacts.school))
        and ($schools_allowed is null or list_contains($schools_allowed, current_contacts.school))

),

counted as (

    select
        status,
        count(distinct number) as numbers,
        count(distinct contact_id) as contacts
    from owned
    group by status

),

in_all as (

    select count(distinct number) as numbers
    from owned

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

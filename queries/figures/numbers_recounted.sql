-- How many numbers have these statuses, by the newest change of each?
--
-- Parameters
--   $schools   varchar[]  schools of the families to count; null counts all of them, and numbers of no contact
--   $statuses  varchar[]  statuses to count; null counts all of them
--   $on_date   date       day at whose end the statuses are meant, in the district's zone; null for now
--   $zone      varchar    IANA time zone of the days
--
-- Steps: viewer_changes, viewer_contacts
--
-- Returns one row
--   numbers          bigint  number of phone numbers
--   contacts         bigint  number of different contacts that have one of them now
--   without_contact  bigint  number of phone numbers that no contact has now

with

newest_first as (

    select
        number,
        status,
        row_number() over (partition by number, short_code order by changed_at desc, is_logged) as place
    from viewer_changes
    where cast($on_date as date) is null or cast(changed_at at time zone $zone as date) <= cast($on_date as date)

),

owned as (

    select
        newest_first.number,
        viewer_contacts.contact_id
    from newest_first
    left join viewer_contacts on newest_first.number = viewer_contacts.number
    where
        newest_first.place = 1
        and ($statuses is null or list_contains($statuses, newest_first.status))
        and ($schools is null or list_contains($schools, viewer_contacts.school))

)

select
    count(distinct number) as numbers,
    count(distinct contact_id) as contacts,
    count(distinct number) filter (where contact_id is null) as without_contact
from owned

-- Which files do these statuses come from?
--
-- Parameters
--   $schools   varchar[]  schools of the families to count; null counts all of them, and numbers of no contact
--   $statuses  varchar[]  statuses to count; null counts all of them
--   $on_date   date       day at whose end the statuses are meant, in the district's zone; null for now
--   $zone      varchar    IANA time zone of the days
--   $rows      bigint     number of files to list; null lists all of them
--
-- Steps: viewer_changes, viewer_contacts
--
-- Returns one row per file, the one with the most numbers first
--   file_name  varchar  name of the file that last changed the statuses
--   numbers    bigint   number of these phone numbers
--   of_all     bigint   number of files in all

with

newest_first as (

    select
        number,
        status,
        import_id,
        row_number() over (partition by number, short_code order by changed_at desc, is_logged) as place
    from viewer_changes
    where cast($on_date as date) is null or cast(changed_at at time zone $zone as date) <= cast($on_date as date)

),

files as (

    select
        import_id,
        count(distinct number) as numbers
    from newest_first
    where
        place = 1
        and ($statuses is null or list_contains($statuses, status))
        and (
            $schools is null
            or number in (
                select viewer_contacts.number
                from viewer_contacts
                where list_contains($schools, viewer_contacts.school)
            )
        )
    group by import_id

)

select
    imports.file_name,
    files.numbers,
    count(*) over () as of_all
from files
left join imports on files.import_id = imports.import_id
order by
    files.numbers desc,
    imports.file_name,
    files.import_id
limit $rows

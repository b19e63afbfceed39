-- Which files do these texts come from?
--
-- Parameters
--   $rows  bigint  number of files to list; null lists all of them
--
-- Steps: selected_texts
--
-- Returns one row per file, the one with the most texts first
--   file_name  varchar  name of the file that last updated the texts
--   texts      bigint   number of these texts
--   of_all     bigint   number of files in all

with

files as (

    select
        import_id,
        count(*) as texts
    from selected_texts
    group by import_id

)

select
    imports.file_name,
    files.texts,
    count(*) over () as of_all
from files
left join imports on files.import_id = imports.import_id
order by
    files.texts desc,
    imports.file_name,
    files.import_id
limit $rows

-- Which files were imported, and which imports were undone?
--
-- Parameters
--   $rows  bigint  number of rows to list; null lists all of them
--   $skip  bigint  number of rows to leave out at the start; null leaves out none
--
-- Returns one row per file, newest first
--   import_id      varchar      import
--   imported_at    timestamptz  when it was imported
--   imported_by    varchar      who imported it
--   file_name      varchar      name of the file
--   kind           varchar      log, status or contacts
--   rows_read      bigint       number of rows in the file
--   stored         bigint       number of rows that were new
--   updated        bigint       number of rows that were newer than the stored ones
--   unchanged      bigint       number of rows that were stored already
--   set_aside      bigint       number of rows that were skipped
--   rejected       bigint       number of rows that were rejected
--   as_of          timestamptz  date of the file's data
--   notes          varchar      notes on how it was read
--   undone_by      varchar      who undid the import; null if it still counts
--   undone_at      timestamptz  when it was undone
--   can_be_undone  boolean      whether it is the newest that still counts

with

listed as (

    select *
    from imports
    union all
    select *
    from undone_imports

)

select
    import_id,
    imported_at,
    imported_by,
    file_name,
    kind,
    rows_read,
    stored,
    updated,
    unchanged,
    set_aside,
    rejected,
    as_of,
    notes,
    undone_by,
    undone_at,
    coalesce(import_id = (select max(imports.import_id) from imports), false) as can_be_undone
from listed
order by import_id desc
limit $rows offset $skip

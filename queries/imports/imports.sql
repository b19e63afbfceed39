-- Which files were taken in, and which of them were undone?
--
-- Parameters
--   $rows  bigint  rows wanted; null wants all of them
--   $skip  bigint  rows left out before them
--
-- Returns one row per file, newest first
--   import_id      varchar      the import
--   imported_at    timestamptz  when it was taken in
--   imported_by    varchar      by whom
--   file_name      varchar      name of the file
--   kind           varchar      log, status or contacts
--   rows_read      bigint       records in the file
--   stored         bigint       of these, new
--   updated        bigint       of these, newer than what was known
--   unchanged      bigint       of these, known already
--   set_aside      bigint       of these, no text to a family
--   rejected       bigint       of these, not understood
--   as_of          timestamptz  the date that the file speaks of
--   notes          varchar      what there is to know about reading it
--   undone_by      varchar      who undid it; null where it still counts
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

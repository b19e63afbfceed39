-- Rows of files that are in no other table; a viewer of some schools sees none, because they state no school
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per skipped or rejected row
--   import_id  varchar  import
--   line       bigint   line of the file on which it begins
--   kind       varchar  set aside (skipped) or rejected
--   column     varchar  column that is wrong; null for the whole row
--   why        varchar  skipped: what it is; rejected: what is wrong
--   row        varchar  its cells as a JSON object

select
    import_id,
    line,
    kind,
    "column",
    why,
    row
from left_out
where $schools_allowed is null

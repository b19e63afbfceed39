-- Which rows of an import were skipped or rejected, and why?
--
-- Parameters
--   $import_id  varchar  import
--   $kind       varchar  set aside (skipped) or rejected; null means both
--
-- Steps: viewer_left_out
--
-- Returns one row per skipped or rejected row, in the order of the file
--   line    bigint   line of the file on which it begins
--   kind    varchar  set aside (skipped) or rejected
--   column  varchar  column that is wrong; null for the whole row
--   why     varchar  skipped: what it is; rejected: what is wrong
--   row     varchar  its cells as a JSON object

select
    line,
    kind,
    "column",
    why,
    row
from viewer_left_out
where
    import_id = $import_id
    and ($kind is null or kind = $kind)
order by line, "column", why, row

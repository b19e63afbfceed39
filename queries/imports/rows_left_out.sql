-- Which rows of an import were left out, and why?
--
-- Parameters
--   $import_id        varchar    the import
--   $kind             varchar    set aside or rejected; null means both
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per row left out, in the order of the file; none for a viewer of some schools, since a row left out
-- does not tell whose it is
--   line    bigint   the line of the file on which it begins
--   kind    varchar  set aside or rejected
--   column  varchar  the column because of which it was left out; null for the whole row
--   why     varchar  set aside: as what; rejected: what is wrong
--   row     varchar  its cells as they were, a JSON object

select
    line,
    kind,
    "column",
    why,
    row
from left_out
where
    import_id = $import_id
    and ($kind is null or kind = $kind)
    and $schools_allowed is null
order by line, "column", why, row

-- The imported files that rows of a proof came from, with the mark of each: the hash of its content and of how it was
-- read.
select
    import_id,
    file_name,
    kind,
    content_hash,
    rows_read,
    as_of,
    imported_by,
    imported_at
from imports
where list_contains(cast($import_ids as varchar[]), import_id)
order by import_id

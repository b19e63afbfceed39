-- How many entries does the record have, and how many downloads with full numbers?
--
-- Steps: selected_record
--
-- Returns one row
--   entries         bigint       number of entries
--   full_downloads  bigint       of these, downloads with full numbers
--   first_at        timestamptz  when the first of them was written
--   last_at         timestamptz  when the last of them was written

select
    count(*) as entries,
    count(*) filter (where action = 'download' and not is_masked) as full_downloads,
    min(happened_at) as first_at,
    max(happened_at) as last_at
from selected_record

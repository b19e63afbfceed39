-- The shorter steps of contact lists, beside merge.sql.

-- step changed_rows: How many rows are new, and how many change a stored one. Reads merged.
select
    count(*) filter (where is_new) as stored,
    count(*) filter (where is_updated) as updated
from merged;

-- step rows: The whole of contacts as it will be. Reads merged.
select * exclude (is_new, is_updated)
from merged
order by contact_id, number, student_id

-- The shorter steps of contact lists, beside merge.sql.

-- step changed_rows: How many rows are new, and how many change a stored one. Reads merged.
select
    count(*) filter (where is_new) as stored,
    count(*) filter (where is_updated) as updated
from merged;

-- step ids_left_empty: How many accepted rows have a placeholder or a rounded id of a student or household, which stays
-- empty. Reads staged and judged.
select
    count(staged.student_id_text) as student_ids,
    count(staged.household_id_text) as household_ids
from judged
inner join staged on judged.record = staged.record
where judged.omission is null;

-- step rows: The whole of contacts as it will be. Reads merged.
select * exclude (is_new, is_updated)
from merged
order by contact_id, number, student_id

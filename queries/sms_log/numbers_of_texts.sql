-- To which number is each text?
--
-- Parameters
--   $rows  bigint  number of rows to list; null lists all of them
--   $skip  bigint  number of rows to leave out at the start; null leaves out none
--
-- Steps: selected_texts
--
-- Sorts
--   number  selected_texts.number
--
-- Returns one row per text, by number unless sorted otherwise
--   number  varchar  phone number in E.164 form; null if the contact has none

select '+' || cast(selected_texts.number as varchar) as number
from selected_texts
order by selected_texts.number
limit $rows offset $skip

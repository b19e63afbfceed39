-- How many texts are there to each number?
--
-- Steps: selected_texts
--
-- Returns one row per number; one for the texts of contacts that have none
--   number  varchar  phone number in E.164 form; null if the contact has none
--   texts   bigint   number of texts

select
    '+' || cast(selected_texts.number as varchar) as number,
    count(*) as texts
from selected_texts
group by selected_texts.number
order by selected_texts.number

-- Which contacts were these texts for?
--
-- Steps: selected_texts
--
-- Returns one row per contact
--   contact_id  varchar  contact

select distinct contact_id
from selected_texts
where contact_id is not null
order by contact_id

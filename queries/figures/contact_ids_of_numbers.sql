-- Which contacts have numbers with these statuses?
--
-- Steps: selected_statuses
--
-- Returns one row per contact
--   contact_id  varchar  contact

select distinct contact_id
from selected_statuses
where contact_id is not null
order by contact_id

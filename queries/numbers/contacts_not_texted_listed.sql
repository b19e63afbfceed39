-- How long is the list of contacts that can't be texted?
--
-- Steps: selected_obstacles
--
-- Returns one row
--   listed    bigint  number of rows of the list: one per contact, number, school, grade and language
--   contacts  bigint  number of different contacts on it

select
    count(*) as listed,
    count(distinct contact_id) as contacts
from selected_obstacles

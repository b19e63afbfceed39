-- How long is the list of numbers to fix?
--
-- Steps: selected_fixes
--
-- Returns one row
--   listed    bigint  number of rows of the list: one per number, contact and school
--   numbers   bigint  number of different phone numbers on it
--   contacts  bigint  number of different contacts on it

select
    count(*) as listed,
    count(distinct number) as numbers,
    count(distinct contact_id) as contacts
from selected_fixes

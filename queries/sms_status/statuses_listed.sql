-- How long is the list of statuses?
--
-- Steps: selected_statuses
--
-- Returns one row
--   listed    bigint  number of rows of the list: one per number and contact that has it now
--   numbers   bigint  number of different phone numbers on it
--   contacts  bigint  number of different contacts on it

select
    count(*) as listed,
    count(distinct number) as numbers,
    count(distinct contact_id) as contacts
from selected_statuses

-- How long is the list of statuses?
--
-- Steps: selected_statuses, viewer_shared_numbers
--
-- Returns one row
--   listed    bigint  number of rows of the list: one per number and contact that has it now
--   numbers   bigint  number of different phone numbers on it
--   contacts  bigint  number of different contacts on it
--   shared    bigint  number of phone numbers on it that several contacts have now

select
    count(*) as listed,
    count(distinct selected_statuses.number) as numbers,
    count(distinct selected_statuses.contact_id) as contacts,
    count(distinct viewer_shared_numbers.number) as shared
from selected_statuses
left join viewer_shared_numbers on selected_statuses.number = viewer_shared_numbers.number

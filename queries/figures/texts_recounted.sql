-- How many texts are there, counted one by one?
--
-- Steps: selected_texts
--
-- Returns one row
--   texts            bigint  number of texts
--   contacts         bigint  number of different contacts that they were for
--   without_contact  bigint  number of texts without a contact ID

select
    count(*) as texts,
    count(distinct contact_id) as contacts,
    count(*) filter (where contact_id is null) as without_contact
from selected_texts

-- Which contacts have each number now?
--
-- Returns one row per number and contact; a contact with several students is on a contact list once for each of them
select distinct
    number,
    contact_id,
    name,
    school
from current_contacts

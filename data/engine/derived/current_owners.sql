-- Which contacts have each number now?
--
-- Returns one row per number and contact; a contact with several students is on a contact list once for each of them
select
    number,
    contact_id,
    name,
    school,
    string_agg(distinct student_name, '; ' order by student_name) as students
from current_contacts
group by number, contact_id, name, school

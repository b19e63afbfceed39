-- The rows of an answer about texts, with the names of the contacts that each text was for and of their students
--
-- A text is for the contact that the log names; otherwise for those who had the number at the time.
--
-- Steps: viewer_contact_names, viewer_number_owners
--
-- Returns one row per row of the answer, with its columns and two more
--   names     varchar  name of the contact, or names of all who had the number
--   students  varchar  names of their students

select
    answer.*,
    coalesce(viewer_contact_names.name, viewer_number_owners.names) as names,
    coalesce(viewer_contact_names.students, viewer_number_owners.students) as students
from answer
left join viewer_number_owners
    on
        case when answer.contact_id is null then cast(substr(answer.number, 2) as bigint) end
        = viewer_number_owners.number
        and answer.requested_at >= viewer_number_owners.from_at
        and answer.requested_at < viewer_number_owners.until_at
        and (viewer_number_owners.school is null or answer.school = viewer_number_owners.school)
left join viewer_contact_names
    on
        coalesce(answer.contact_id, viewer_number_owners.contact_id) = viewer_contact_names.contact_id
        and (viewer_contact_names.school is null or answer.school = viewer_contact_names.school)

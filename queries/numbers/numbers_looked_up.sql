-- What would happen if each number of a list were texted now, and whose is it?
--
-- Steps: listed_numbers, viewer_contacts
--
-- Returns one row per number, however often the list has it
--   number         varchar      phone number in E.164 form
--   verdict        varchar      key of what would happen, in the vocabulary
--   status         varchar      one of the three statuses; null if no consent list has the number
--   since          timestamptz  since when it has had it
--   contacts       bigint       number of contacts that have the number now
--   names          varchar      their names
--   students       varchar      names of their students
--   school         varchar      their schools
--   reason         varchar      reason of its newest failure, if it keeps failing
--   first_failure  timestamptz  when the first of these failures was requested
--   contact_ids    varchar      contacts that have the number now

with

people as (

    select
        number,
        string_agg(distinct name, '; ' order by name) as names,
        string_agg(distinct student_name, '; ' order by student_name) as students,
        string_agg(distinct contact_id, '; ' order by contact_id) as contact_ids,
        string_agg(distinct school, '; ' order by school) as school
    from viewer_contacts
    where number in (select listed_numbers.number from listed_numbers)
    group by number

)

select
    '+' || cast(listed_numbers.number as varchar) as number,
    listed_numbers.verdict,
    listed_numbers.status,
    listed_numbers.since,
    listed_numbers.contacts,
    people.names,
    people.students,
    people.school,
    listed_numbers.reason,
    listed_numbers.first_failure,
    people.contact_ids
from listed_numbers
left join people on listed_numbers.number = people.number
order by listed_numbers.number

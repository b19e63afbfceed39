-- Which contacts does each line of a list name, by a whole ID or a whole name?
--
-- Parameters
--   $lines  varchar[]  lines, each a contact ID, a student ID, or the name of a contact or a student; null finds nobody
--
-- Steps: viewer_contacts
--
-- A contact ID counts before a student ID, and both before a name. Case and the number of spaces don't matter. No name
-- is taken for that of one of several people
--
-- Returns one row per line, contact and number of that contact; one row for a line that names nobody
--   as_listed   varchar  the line
--   found_by    varchar  contact_id, student_id or name; null if it names nobody
--   people      bigint   number of people whom it can mean: students if it is only theirs, otherwise contacts
--   contact_id  varchar  contact
--   name        varchar  name of the contact
--   students    varchar  names of the contact's students
--   school      varchar  schools of the contact
--   number      varchar  phone number in E.164 form; null if the contact has none

with

listed as (

    select
        line,
        regexp_replace(lower(trim(line)), '\s+', ' ', 'g') as plain
    from (select distinct unnest(cast($lines as varchar[])) as line) as every_line
    where trim(line) <> ''

),

known as (

    select distinct
        contact_id,
        student_id,
        coalesce('student ' || student_id, 'contact ' || contact_id) as student,
        regexp_replace(lower(trim(name)), '\s+', ' ', 'g') as plain_name,
        regexp_replace(lower(trim(student_name)), '\s+', ' ', 'g') as plain_student
    from viewer_contacts

),

matches as (

    select
        listed.line,
        1 as place,
        'contact_id' as found_by,
        known.contact_id,
        'contact ' || known.contact_id as person,
        false as is_student
    from listed
    inner join known on listed.plain = lower(known.contact_id)

    union all

    select
        listed.line,
        2 as place,
        'student_id' as found_by,
        known.contact_id,
        known.student as person,
        true as is_student
    from listed
    inner join known on listed.plain = lower(known.student_id)

    union all

    select
        listed.line,
        3 as place,
        'name' as found_by,
        known.contact_id,
        'contact ' || known.contact_id as person,
        false as is_student
    from listed
    inner join known on listed.plain = known.plain_name

    union all

    select
        listed.line,
        3 as place,
        'name' as found_by,
        known.contact_id,
        known.student as person,
        true as is_student
    from listed
    inner join known on listed.plain = known.plain_student

),

best as (

    select
        matches.*,
        min(place) over (partition by line) as best_place
    from matches

),

counted as (

    -- A name that a contact has, too, means one of the contacts.
    select
        line,
        min(found_by) as found_by,
        case
            when bool_and(is_student) then count(distinct person)
            else count(distinct contact_id)
        end as people
    from best
    where place = best_place
    group by line

),

own_contacts as (

    select distinct
        line,
        contact_id
    from best
    where place = best_place

),

contacts_found as (

    select
        contact_id,
        number,
        max(name) as name,
        string_agg(distinct student_name, '; ' order by student_name) as students,
        string_agg(distinct school, '; ' order by school) as school
    from viewer_contacts
    where contact_id in (select own_contacts.contact_id from own_contacts)
    group by contact_id, number

)

select
    listed.line as as_listed,
    counted.found_by,
    coalesce(counted.people, 0) as people,
    contacts_found.contact_id,
    contacts_found.name,
    contacts_found.students,
    contacts_found.school,
    '+' || cast(contacts_found.number as varchar) as number
from listed
left join counted on listed.line = counted.line
left join own_contacts on listed.line = own_contacts.line
left join contacts_found on own_contacts.contact_id = contacts_found.contact_id
order by listed.line, contacts_found.contact_id, contacts_found.number

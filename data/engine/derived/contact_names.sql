-- What are each contact and its students called?
--
-- Returns one row per contact and school, by the newest list that has both, and for a contact of several schools one
-- more without a school, by the lists that are the newest of their schools if it is on one of them. `is_whole` is true
-- of the row that covers all schools of its contact
with

contact_listings as (

    select
        contact_id,
        min(school) as school,
        max(name) as name,
        min(student_name) as first_student,
        max(student_name) as last_student,
        count(school) in (0, count(*))
        and coalesce(min(school) = max(school), true)
        and min(seen_until) = max(seen_until)
        and (count(*) <= 2 or coalesce(min(student_name) = max(student_name), true)) as is_plain
    from contacts
    group by contact_id

),

-- Of few contacts: listings are compared only of those that have several schools, dates or students.
others as (

    select
        contacts.contact_id,
        contacts.school,
        contacts.name,
        contacts.student_name,
        contacts.seen_until = newest_lists.listed_at as is_current,
        contacts.seen_until = max(contacts.seen_until) over (
            partition by contacts.contact_id, contacts.school
        ) as is_newest
    from contacts
    inner join contact_listings on contacts.contact_id = contact_listings.contact_id
    inner join newest_lists on contacts.school is not distinct from newest_lists.school
    where not contact_listings.is_plain

),

latest as (

    select
        contact_id,
        school,
        name,
        student_name,
        is_current or not bool_or(is_current) over (partition by contact_id) as is_of_contact,
        coalesce(min(school) over (partition by contact_id) = max(school) over (partition by contact_id), true)
        and count(school) over (partition by contact_id) in (0, count(*) over (partition by contact_id)) as is_of_one
    from others
    where is_newest

)

select
    contact_id,
    school,
    name,
    case
        when first_student = last_student then first_student else first_student || '; ' || last_student
    end as students,
    true as is_whole
from contact_listings
where is_plain

union all

select
    contact_id,
    school,
    max(name) as name,
    string_agg(distinct student_name, '; ' order by student_name) as students,
    bool_and(is_of_one) as is_whole
from latest
where is_of_one or school is not null
group by contact_id, school

union all

select
    contact_id,
    null as school,
    max(name) as name,
    string_agg(distinct student_name, '; ' order by student_name) as students,
    true as is_whole
from latest
where is_of_contact and not is_of_one
group by contact_id

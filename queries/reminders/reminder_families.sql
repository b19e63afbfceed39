-- Which families can be reminded now, how, in which language and with which school's flyer?
--
-- Steps: selected_pending, pending_levels
--
-- Returns one row per family (a household, or a contact that has none) and email address; on paper one per family
--   part          varchar  e_mail or paper, keys of pending parts in the vocabulary
--   family        varchar  household, or the contact
--   email         varchar  email address; null on paper
--   names         varchar  names of the contacts
--   students      varchar  names of the students
--   language      varchar  language of the contacts; the first by name if they differ
--   school        varchar  school whose flyer they get; the first by name of several
--   schools       varchar  schools of the contacts
--   grades        varchar  grades of the students
--   contact_ids   varchar  contacts, with spaces between
--   numbers       bigint   number of their pending phone numbers

with

reached as (

    select
        selected_pending.* exclude (email),
        pending_levels.part,
        case when pending_levels.part = 'e_mail' then selected_pending.email end as email
    from selected_pending
    inner join pending_levels on selected_pending.number = pending_levels.number
    where
        pending_levels.level = 'total'
        and (
            pending_levels.part = 'paper'
            or (pending_levels.part = 'e_mail' and selected_pending.email is not null)
        )

)

select
    part,
    family,
    email,
    string_agg(distinct name, ' and ' order by name) as names,
    string_agg(distinct student_name, ', ' order by student_name) as students,
    min(language) as language,
    min(school) as school,
    string_agg(distinct school, ', ' order by school) as schools,
    string_agg(distinct grade, ', ' order by grade) as grades,
    string_agg(distinct contact_id, ' ' order by contact_id) as contact_ids,
    count(distinct number) as numbers
from reached
group by part, family, is_household, email
order by part, school, names, family, email, is_household

-- Which families are reminded now, how, in which language and with the flyer of which school?
--
-- Parameters
--   $schools          varchar[]    the families' schools; null counts them all
--   $grades           varchar[]    the students' grades; null counts them all
--   $languages        varchar[]    the contacts' languages; null counts them all
--   $pending_days     bigint       days for which a number has been pending at least
--   $left_alone_days  bigint       days for which a family that was reminded is left alone
--   $now              timestamptz  the present
--   $schools_allowed  varchar[]    the schools that the viewer may see; null allows them all
--
-- Returns one row per family (a household, or a contact of none) and e-mail address; on paper one per family
--   part          varchar  e_mail or paper, a key of the vocabulary's pending parts
--   family        varchar  the household, or the contact
--   email         varchar  where to write to; null on paper
--   names         varchar  the contacts' names
--   students      varchar  the students' names
--   language      varchar  the contacts' language; the first by name where they differ
--   school        varchar  the school whose flyer they get; the first by name of several
--   schools       varchar  all of their schools
--   grades        varchar  the students' grades
--   contact_ids   varchar  the contacts, with spaces between
--   numbers       bigint   phone numbers of theirs that are still to answer

with

chosen as (

    select
        pending_numbers.number,
        pending_numbers.since,
        pending_numbers.takes_no_texts,
        pending_numbers.reminded_at,
        current_contacts.contact_id,
        current_contacts.school,
        current_contacts.grade,
        current_contacts.language,
        nullif(trim(current_contacts.email), '') as email,
        current_contacts.name,
        current_contacts.student_name,
        coalesce(current_contacts.household_id, current_contacts.contact_id) as family
    from pending_numbers
    left join current_contacts on pending_numbers.number = current_contacts.number
    where
        ($schools is null or list_contains($schools, current_contacts.school))
        and ($schools_allowed is null or list_contains($schools_allowed, current_contacts.school))
        and ($grades is null or list_contains($grades, current_contacts.grade))
        and ($languages is null or list_contains($languages, current_contacts.language))
        and pending_numbers.since <= $now - to_days(cast($pending_days as integer))

),

parted as (

    select
        number,
        since,
        case
            when bool_or(takes_no_texts) then 'takes_no_texts'
            when count(contact_id) = 0 then 'no_contact'
            when max(reminded_at) > $now - to_days(cast($left_alone_days as integer)) then 'reminded'
            when count(email) > 0 then 'e_mail'
            else 'paper'
        end as part
    from chosen
    group by number, since

),

reached as (

    select
        chosen.* exclude (email),
        parted.part,
        case when parted.part = 'e_mail' then lower(chosen.email) end as email
    from chosen
    inner join parted on chosen.number = parted.number
    where parted.part = 'paper' or (parted.part = 'e_mail' and chosen.email is not null)

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
group by part, family, email
order by part, school, names, family, email

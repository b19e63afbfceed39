-- Which families are reminded now, how, in which language and with the flyer of which school?
--
-- Parameters
--   $schools          varchar[]    the families' schools; null counts them all
--   $grades           varchar[]    the students' grades; null counts them all
--   $languages        varchar[]    the contacts' languages; null counts them all
--   $pending_days     bigint       days for which a number has been pending at least; 0 counts them all
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

present as (

    select
        cast($now as timestamptz) as now_at,
        cast($now as timestamptz) - interval '24 hours' * cast($pending_days as integer) as pending_by,
        cast($now as timestamptz) - interval '24 hours' * cast($left_alone_days as integer) as left_alone_from

),

chosen as (

    -- With 0 days also what a clock that goes ahead, or a list of tomorrow, dates later than now.
    select
        pending_numbers.*,
        coalesce(pending_numbers.reminded_at > present.left_alone_from, false) as is_left_alone
    from pending_numbers
    cross join present
    where
        ($schools is null or list_contains($schools, pending_numbers.school))
        and ($schools_allowed is null or list_contains($schools_allowed, pending_numbers.school))
        and ($grades is null or list_contains($grades, pending_numbers.grade))
        and ($languages is null or list_contains($languages, pending_numbers.language))
        and ($pending_days = 0 or pending_numbers.since <= present.pending_by)

),

parted as (

    select
        number,
        case
            when bool_and(takes_no_texts) then 'takes_no_texts'
            when count(contact_id) = 0 then 'no_contact'
            when bool_or(is_left_alone) then 'reminded'
            when count(email) > 0 then 'e_mail'
            else 'paper'
        end as part
    from chosen
    group by number

),

reached as (

    select
        chosen.* exclude (email),
        parted.part,
        case when parted.part = 'e_mail' then chosen.email end as email
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
group by part, family, is_household, email
order by part, school, names, family, email, is_household

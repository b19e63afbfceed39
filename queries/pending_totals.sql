-- How many numbers are still to answer, and how can they be reminded?
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
-- Returns one row per part, each of them always, of all numbers and by school, grade, language and age; every
-- number is in one part, so that the parts add up. A number of two schools counts in both
--   level       varchar  total, school, grade, language or age
--   name        varchar  the school, grade, language or age; null for the total and for those without one
--   part        varchar  a key of the vocabulary's pending parts
--   numbers     bigint   phone numbers in that part
--   of_numbers  bigint   phone numbers still to answer, of that name

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
        nullif(trim(current_contacts.email), '') as email
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

spread as (

    select
        number,
        unnest(['school', 'grade', 'language']) as level,
        unnest([school, grade, language]) as name
    from chosen

),

named as (

    select
        'total' as level,
        cast(null as varchar) as name,
        0 as place,
        number,
        part
    from parted

    union all

    select
        'age' as level,
        pending_ages.age as name,
        pending_ages.days as place,
        parted.number,
        parted.part
    from parted
    asof join pending_ages on date_diff('day', parted.since, $now) >= pending_ages.days

    union all

    select distinct
        spread.level,
        spread.name,
        0 as place,
        parted.number,
        parted.part
    from spread
    inner join parted on spread.number = parted.number

),

every_name as (

    select
        level,
        name,
        place,
        count(*) as of_numbers
    from named
    group by level, name, place

),

counted as (

    select
        level,
        name,
        part,
        count(*) as numbers
    from named
    group by level, name, part

)

select
    every_name.level,
    every_name.name,
    pending_parts.part,
    coalesce(counted.numbers, 0) as numbers,
    every_name.of_numbers
from every_name
cross join pending_parts
left join counted
    on
        every_name.level = counted.level
        and every_name.name is not distinct from counted.name
        and pending_parts.part = counted.part
order by
    every_name.level <> 'total',
    every_name.level,
    every_name.name is null,
    every_name.place,
    every_name.of_numbers desc,
    every_name.name,
    pending_parts.place

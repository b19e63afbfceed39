-- How many numbers are still to answer, and how can they be reminded?
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
-- Returns one row per part, each of them always, of all numbers and by school, grade, language and age; every
-- number is in one part, so that the parts add up. A number of two schools counts in both, at each in the part in
-- which it is where that school alone is chosen; so with grades and languages
--   level       varchar  total, school, grade, language or age
--   name        varchar  the school, grade, language or age; null for the total and for those without one
--   part        varchar  a key of the vocabulary's pending parts
--   numbers     bigint   phone numbers in that part
--   of_numbers  bigint   phone numbers still to answer, of that name

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

levels as (

    select unnest(['total', 'school', 'grade', 'language', 'age']) as level

),

ages as (

    select
        pending_ages.age,
        pending_ages.days,
        present.now_at - interval '24 hours' * pending_ages.days as since_at_latest,
        present.now_at - interval '24 hours' * lead(pending_ages.days) over (order by pending_ages.days) as since_after
    from pending_ages
    cross join present

),

named as (

    select
        levels.level,
        case levels.level
            when 'school' then chosen.school
            when 'grade' then chosen.grade
            when 'language' then chosen.language
            when 'age' then ages.age
        end as name,
        case levels.level when 'age' then ages.days end as place,
        chosen.number,
        chosen.takes_no_texts,
        chosen.is_left_alone,
        chosen.contact_id,
        chosen.email
    from chosen
    inner join ages
        on
            (ages.days = 0 or chosen.since <= ages.since_at_latest)
            and (ages.since_after is null or chosen.since > ages.since_after)
    cross join levels

),

parted as (

    select
        level,
        name,
        place,
        number,
        case
            when bool_and(takes_no_texts) then 'takes_no_texts'
            when count(contact_id) = 0 then 'no_contact'
            when bool_or(is_left_alone) then 'reminded'
            when count(email) > 0 then 'e_mail'
            else 'paper'
        end as part
    from named
    group by level, name, place, number

),

counted as (

    select
        level,
        name,
        part,
        count(*) as numbers
    from parted
    group by level, name, part

),

every_name as (

    select
        level,
        name,
        place,
        count(*) as of_numbers
    from parted
    group by level, name, place

    union all

    select
        'total' as level,
        null as name,
        null as place,
        0 as of_numbers
    where not exists (select 1 from parted)

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

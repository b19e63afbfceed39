-- How each pending number can be reminded: of all numbers, and by school, grade, language and age
--
-- Parameters
--   $now  timestamptz  the present
--
-- Steps: selected_pending
--
-- Returns one row per level, name and number. A number of two schools is in both, in each as if that school
-- alone were selected; the same with grades and languages
--   level   varchar  total, school, grade, language or age
--   name    varchar  the school, grade, language or age; null for the total and where there is none
--   place   bigint   order of the ages; null for other levels
--   number  bigint   phone number as E.164 digits
--   part    varchar  key of a pending part in the vocabulary

with

levels as (

    select unnest(['total', 'school', 'grade', 'language']) as level

),

ages as (

    select
        age,
        days,
        cast($now as timestamptz) - interval '24 hours' * days as since_at_latest,
        cast($now as timestamptz) - interval '24 hours' * lead(days) over (order by days) as since_after
    from pending_ages

),

named as (

    select
        levels.level,
        case levels.level
            when 'school' then selected_pending.school
            when 'grade' then selected_pending.grade
            when 'language' then selected_pending.language
        end as name,
        cast(null as bigint) as place,
        selected_pending.number,
        selected_pending.takes_no_texts,
        selected_pending.is_left_alone,
        selected_pending.contact_id,
        selected_pending.email
    from selected_pending
    cross join levels

    union all

    select
        'age' as level,
        ages.age as name,
        ages.days as place,
        selected_pending.number,
        selected_pending.takes_no_texts,
        selected_pending.is_left_alone,
        selected_pending.contact_id,
        selected_pending.email
    from selected_pending
    inner join ages
        on
            (ages.days = 0 or selected_pending.since <= ages.since_at_latest)
            and (ages.since_after is null or selected_pending.since > ages.since_after)

)

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

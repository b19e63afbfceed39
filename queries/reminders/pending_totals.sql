-- How many numbers are pending, and how can they be reminded?
--
-- Steps: pending_levels
--
-- Returns one row per part, always, of all numbers and by school, grade, language and age. Every number is in one
-- part, so the parts add up. A number of two schools counts in both, in each as if that school alone were
-- selected; the same with grades and languages
--   level       varchar  total, school, grade, language or age
--   name        varchar  the school, grade, language or age; null for the total and where there is none
--   part        varchar  key of a pending part in the vocabulary
--   numbers     bigint   number of phone numbers in that part
--   of_numbers  bigint   number of pending phone numbers of that name

with

counted as (

    select
        level,
        name,
        part,
        count(*) as numbers
    from pending_levels
    group by level, name, part

),

every_name as (

    select
        level,
        name,
        place,
        count(*) as of_numbers
    from pending_levels
    group by level, name, place

    union all

    select
        'total' as level,
        null as name,
        null as place,
        0 as of_numbers
    where not exists (select 1 from pending_levels)

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

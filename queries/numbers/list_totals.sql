-- How many numbers of a list would get a text now, and why wouldn't the others?
--
-- Steps: listed_numbers, viewer_contacts
--
-- Returns one row per thing that would happen, always
--   verdict      varchar  key of what would happen, in the vocabulary
--   is_tried     boolean  whether the service would send the text
--   numbers      bigint   number of different phone numbers
--   same_family  bigint   number of them beside another number of the same household that would be texted; of several
--                         such numbers all but one

with

families as (

    select distinct
        viewer_contacts.household_id,
        listed_numbers.number,
        listed_numbers.verdict
    from viewer_contacts
    inner join listed_numbers on viewer_contacts.number = listed_numbers.number
    where viewer_contacts.household_id is not null

),

texted as (

    select
        household_id,
        min(number) as first_number
    from families
    where verdict = 'will'
    group by household_id

),

more as (

    select distinct families.number
    from families
    inner join texted on families.household_id = texted.household_id
    where families.number <> texted.first_number

)

select
    verdicts.verdict,
    verdicts.is_tried,
    count(listed_numbers.number) as numbers,
    count(more.number) as same_family
from verdicts
left join listed_numbers on verdicts.verdict = listed_numbers.verdict
left join more on listed_numbers.number = more.number
group by verdicts.verdict, verdicts.is_tried, verdicts.place
order by verdicts.place

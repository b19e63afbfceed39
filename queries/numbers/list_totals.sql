-- How many numbers of a list would get a text now, and why wouldn't the others?
--
-- Steps: listed_numbers, viewer_contacts
--
-- Returns one row per thing that would happen, always
--   verdict      varchar  key of what would happen, in the vocabulary
--   is_tried     boolean  whether the service would send the text
--   numbers      bigint   number of different phone numbers
--   same_family  bigint   number of them beside another number of the same family that would be texted; of several
--                         such numbers all but one

with

families as (

    -- A family is a household, or a contact that has none.
    select distinct
        coalesce(viewer_contacts.household_id, viewer_contacts.contact_id) as family,
        viewer_contacts.household_id is not null as is_household,
        listed_numbers.number,
        listed_numbers.verdict
    from viewer_contacts
    inner join listed_numbers on viewer_contacts.number = listed_numbers.number

),

texted as (

    select
        family,
        is_household,
        min(number) as first_number
    from families
    where verdict = 'will'
    group by family, is_household

),

more as (

    select distinct families.number
    from families
    inner join texted on families.family = texted.family and families.is_household = texted.is_household
    where families.number <> texted.first_number

)

select
    list_verdicts.verdict,
    list_verdicts.is_tried,
    count(listed_numbers.number) as numbers,
    count(more.number) as same_family
from list_verdicts
left join listed_numbers on list_verdicts.verdict = listed_numbers.verdict
left join more on listed_numbers.number = more.number
group by list_verdicts.verdict, list_verdicts.is_tried, list_verdicts.place
order by list_verdicts.place

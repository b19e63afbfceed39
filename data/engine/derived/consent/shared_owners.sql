-- Which contacts share a number now?
--
-- Returns one row per number, contact and school, of numbers that several contacts have
with

shared_numbers as (

    select number
    from current_owners
    where number is not null
    group by number
    having count(distinct contact_id) > 1

)

select distinct
    current_owners.number,
    current_owners.contact_id,
    current_owners.school
from current_owners
inner join shared_numbers on current_owners.number = shared_numbers.number

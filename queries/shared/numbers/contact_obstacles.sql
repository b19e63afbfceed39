-- Contacts, and what keeps each from being texted
--
-- Steps: viewer_contacts, viewer_statuses, failing_numbers
--
-- A contact can be texted if one of its numbers is opted in under any short code, is no landline and doesn't keep
-- failing. Any other one is lost at the first step that none of the numbers left passes: a number, one that isn't a
-- landline, one that is opted in, one that doesn't keep failing. If none of several is opted in, a pending one counts
-- before one that opted out: it only needs an answer. A number on no consent list is pending: nothing shows that it
-- opted in
--
-- Returns one row per contact
--   contact_id  varchar  contact
--   obstacle    varchar  key of an obstacle in the vocabulary; null if the contact can be texted

with

statuses_of_numbers as (

    select
        viewer_statuses.number,
        bool_or(statuses.can_be_texted) as is_opted_in,
        bool_or(statuses.is_pending) as is_pending
    from viewer_statuses
    inner join statuses on viewer_statuses.status = statuses.status
    group by viewer_statuses.number

),

contact_numbers as (

    select
        contact_id,
        number,
        bool_or(is_landline) as is_landline
    from viewer_contacts
    group by contact_id, number

),

judged as (

    select
        contact_numbers.contact_id,
        contact_numbers.number is not null as is_number,
        contact_numbers.number is not null and not contact_numbers.is_landline as takes_texts,
        coalesce(statuses_of_numbers.is_opted_in, false) as is_opted_in,
        coalesce(statuses_of_numbers.is_pending, true) as is_pending,
        failing_numbers.number is not null as keeps_failing
    from contact_numbers
    left join statuses_of_numbers on contact_numbers.number = statuses_of_numbers.number
    left join failing_numbers on contact_numbers.number = failing_numbers.number

)

select
    contact_id,
    case
        when bool_or(takes_texts and is_opted_in and not keeps_failing) then null
        when not bool_or(is_number) then 'no_number'
        when not bool_or(takes_texts) then 'no_sms'
        when bool_or(takes_texts and is_opted_in) then 'keeps_failing'
        when bool_or(takes_texts and is_pending) then 'pending'
        else 'opted_out'
    end as obstacle
from judged
group by contact_id

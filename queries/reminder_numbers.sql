-- Which numbers are reminded now, and how?
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
-- Returns one row per number that can be reminded
--   number  bigint   the number as E.164 digits
--   part    varchar  e_mail or paper, a key of the vocabulary's pending parts

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

)

select
    number,
    part
from parted
where part in ('e_mail', 'paper')
order by number

-- Which numbers are reminded now, and how?
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
-- Returns one row per number that can be reminded
--   number  bigint   the number as E.164 digits
--   part    varchar  e_mail or paper, a key of the vocabulary's pending parts

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

)

select
    number,
    part
from parted
where part in ('e_mail', 'paper')
order by number

-- Which numbers can't be reminded, and why?
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
-- Returns one row per number that takes no texts, or that no contact has now
--   part         varchar  takes_no_texts or no_contact, a key of the vocabulary's pending parts
--   number       bigint   the number as E.164 digits
--   names        varchar  the contacts' names
--   language     varchar  the contacts' language; the first by name where they differ
--   schools      varchar  all of their schools
--   contact_ids  varchar  the contacts, with spaces between

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
    parted.part,
    parted.number,
    string_agg(distinct chosen.name, ' and ' order by chosen.name) as names,
    min(chosen.language) as language,
    string_agg(distinct chosen.school, ', ' order by chosen.school) as schools,
    string_agg(distinct chosen.contact_id, ' ' order by chosen.contact_id) as contact_ids
from parted
inner join chosen on parted.number = chosen.number
where parted.part in ('takes_no_texts', 'no_contact')
group by parted.part, parted.number
order by parted.part, schools, names, parted.number

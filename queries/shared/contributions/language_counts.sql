-- Texts of both sides by the language that the contact had at the time, however few contacts they were sent to
--
-- Parameters
--   $zone                 varchar      IANA time zone of the days
--   $from_date            date         first day to count, in the district's zone
--   $until_date           date         day after the last one to count
--   $from_at              timestamptz  first instant to count
--   $until_at             timestamptz  instant after the last one to count
--   $broadcasts           varchar[]    ids or names of the broadcasts to count; null counts all of them
--   $schools              varchar[]    schools of the families to count; null counts all of them
--   $compared_from        date         first day to compare with; null compares with nothing
--   $compared_until       date         day after the last one to compare with
--   $compared_from_at     timestamptz  first instant to compare with; null likewise
--   $compared_until_at    timestamptz  instant after the last one to compare with
--   $compared_days        integer      days of each period to compare with; null for one without gaps
--   $compared_every       integer      days from the first day of a period to that of the next
--   $compared_broadcasts  varchar[]    ids or names of the broadcasts to compare with; null for all of them
--
-- Steps: viewer_texts_by_time, viewer_languages
--
-- Returns one row per language that has texts on either side
--   language              varchar  language of the contacts; null if none is known
--   texts                 hugeint  number of texts
--   undelivered           hugeint  of these, not delivered
--   compared_texts        hugeint  number of texts to compare with, of all periods
--   compared_undelivered  hugeint  of these, not delivered
--   periods               integer  periods to compare with that have texts, each a bit
--   contacts              bigint   number of contacts, or of numbers without one, that the texts were sent to
--   compared_contacts     bigint   the same of the texts to compare with

with

days as (

    select
        contact_id,
        number,
        result,
        broadcast_id,
        broadcast,
        requested_at,
        requested_at >= $from_at and requested_at < $until_at as is_in_days,
        -- The local day of a text takes three times as long as reading it, so only periods with gaps need it.
        case
            when requested_at >= $compared_from_at and requested_at < $compared_until_at
                then
                    case
                        when $compared_every is null then 0
                        else cast(requested_at at time zone $zone as date) - cast($compared_from as date)
                    end
        end as compared_day
    from viewer_texts_by_time
    where
        (
            (requested_at >= $from_at and requested_at < $until_at)
            or (requested_at >= $compared_from_at and requested_at < $compared_until_at)
        )
        -- Files of other months aren't opened. A day begins at another instant in UTC.
        and month >= strftime(cast(least($from_date, $compared_from) as date) - interval 1 day, '%Y-%m')
        and month <= strftime(cast(greatest($until_date, $compared_until) as date) + interval 1 day, '%Y-%m')
        and ($schools is null or list_contains($schools, school))

),

sides as (

    select
        contact_id,
        number,
        result,
        requested_at,
        is_in_days
        and (
            $broadcasts is null
            or coalesce(list_contains($broadcasts, broadcast_id), false)
            or coalesce(list_contains($broadcasts, broadcast), false)
        ) as is_in_filter,
        case
            when
                $compared_broadcasts is null
                or list_contains($compared_broadcasts, broadcast_id)
                or list_contains($compared_broadcasts, broadcast)
                then
                    case
                        when $compared_every is null then compared_day
                        when compared_day % cast($compared_every as integer) < $compared_days
                            then compared_day // cast($compared_every as integer)
                    end
        end as compared_period
    from days

),

-- Of nearly every number, lists state one language at all times. Its texts are counted before they are joined.
numbers as (

    select
        number,
        min(language) as language,
        min(contact_id) as contact_id,
        count(language) = 0 or (count(language) = count(*) and min(language) = max(language)) as is_settled
    from viewer_languages
    group by number

),

tallies as (

    select
        sides.number,
        sides.result,
        case when numbers.number is not null then sides.contact_id end as contact_id,
        case when numbers.number is not null then sides.requested_at end as requested_at,
        count(*) filter (where sides.is_in_filter) as texts,
        count(sides.compared_period) as compared_texts,
        bit_or(1 << cast(sides.compared_period as integer)) as periods
    from sides
    left join numbers on sides.number = numbers.number and not numbers.is_settled
    where sides.is_in_filter or sides.compared_period is not null
    group by
        sides.number,
        sides.result,
        case when numbers.number is not null then sides.contact_id end,
        case when numbers.number is not null then sides.requested_at end

),

-- Of the students of a contact, and of the contacts of a number, a language counts if it's the only one.
stated as (

    select
        grouping(viewer_languages.contact_id) = 0 as is_of_contact,
        viewer_languages.contact_id,
        viewer_languages.number,
        viewer_languages.seen_from,
        case
            when min(viewer_languages.language) = max(viewer_languages.language) then min(viewer_languages.language)
        end as language
    from viewer_languages
    inner join numbers on viewer_languages.number = numbers.number and not numbers.is_settled
    group by grouping sets (
        (viewer_languages.contact_id, viewer_languages.number, viewer_languages.seen_from),
        (viewer_languages.number, viewer_languages.seen_from)
    )

),

-- Before the first list, a contact has the language of that list.
spans as (

    select
        is_of_contact,
        contact_id,
        number,
        language,
        seen_from as from_at,
        lag(seen_from) over (partition by is_of_contact, contact_id, number order by seen_from) is null as is_first,
        lead(seen_from) over (partition by is_of_contact, contact_id, number order by seen_from) as until_at
    from stated

),

people as (

    select
        coalesce(
            case when numbers.is_settled then numbers.contact_id else tallies.contact_id end,
            cast(tallies.number as varchar)
        ) as person,
        case
            when numbers.is_settled then numbers.language
            when of_contact.number is null then of_number.language
            else of_contact.language
        end as language,
        tallies.texts,
        case when results.is_undelivered then tallies.texts else 0 end as undelivered,
        tallies.compared_texts,
        case when results.is_undelivered then tallies.compared_texts else 0 end as compared_undelivered,
        tallies.periods
    from tallies
    inner join results on tallies.result = results.result
    left join numbers on tallies.number = numbers.number
    left join spans as of_contact
        on
            of_contact.is_of_contact
            and tallies.number = of_contact.number
            and tallies.contact_id = of_contact.contact_id
            and (of_contact.is_first or tallies.requested_at >= of_contact.from_at)
            and (of_contact.until_at is null or tallies.requested_at < of_contact.until_at)
    left join spans as of_number
        on
            not of_number.is_of_contact
            and tallies.number = of_number.number
            and (of_number.is_first or tallies.requested_at >= of_number.from_at)
            and (of_number.until_at is null or tallies.requested_at < of_number.until_at)

)

select
    language,
    sum(texts) as texts,
    sum(undelivered) as undelivered,
    sum(compared_texts) as compared_texts,
    sum(compared_undelivered) as compared_undelivered,
    bit_or(periods) as periods,
    count(distinct case when texts > 0 then person end) as contacts,
    count(distinct case when compared_texts > 0 then person end) as compared_contacts
from people
group by language

-- Texts of both sides by the language that the contact had at the time, however few contacts they were sent to
--
-- Parameters
--   $zone                 varchar    IANA time zone of the days
--   $from_date            date       first day to count, in the district's zone
--   $until_date           date       day after the last one to count
--   $broadcasts           varchar[]  ids or names of the broadcasts to count; null counts all of them
--   $schools              varchar[]  schools of the families to count; null counts all of them
--   $compared_from        date       first day to compare with; null compares with nothing
--   $compared_until       date       day after the last one to compare with
--   $compared_days        integer    days of each period to compare with; null for one without gaps
--   $compared_every       integer    days from the first day of a period to that of the next
--   $compared_broadcasts  varchar[]  ids or names of the broadcasts to compare with; null for all of them
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
        cast(requested_at at time zone $zone as date) as day
    from viewer_texts_by_time
    where
        -- Files of other months aren't opened. A day begins at another instant in UTC.
        month >= strftime(cast(least($from_date, $compared_from) as date) - interval 1 day, '%Y-%m')
        and month <= strftime(cast(greatest($until_date, $compared_until) as date) + interval 1 day, '%Y-%m')
        and ($schools is null or list_contains($schools, school))

),

periods as (

    select
        *,
        day >= $from_date and day < $until_date as is_in_days,
        case
            when day >= $compared_from and day < $compared_until
                then
                    case
                        when $compared_every is null then 0
                        when (day - cast($compared_from as date)) % cast($compared_every as integer) < $compared_days
                            then (day - cast($compared_from as date)) // cast($compared_every as integer)
                    end
        end as period
    from days

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
                then cast(period as integer)
        end as compared_period
    from periods
    where is_in_days or period is not null

),

-- Of the students of a contact, and of the contacts of a number, a language counts if it's the only one.
stated as (

    select
        grouping(contact_id) = 0 as is_of_contact,
        contact_id,
        number,
        seen_from,
        case when min(language) = max(language) then min(language) end as language
    from viewer_languages
    group by grouping sets ((contact_id, number, seen_from), (number, seen_from))

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

spoken as (

    select
        coalesce(sides.contact_id, cast(sides.number as varchar)) as person,
        case when of_contact.number is null then of_number.language else of_contact.language end as language,
        case when sides.is_in_filter then 1 else 0 end as texts,
        case when sides.is_in_filter and results.is_undelivered then 1 else 0 end as undelivered,
        case when sides.compared_period is not null then 1 else 0 end as compared_texts,
        case
            when sides.compared_period is not null and results.is_undelivered then 1
            else 0
        end as compared_undelivered,
        1 << sides.compared_period as period
    from sides
    inner join results on sides.result = results.result
    left join spans as of_contact
        on
            of_contact.is_of_contact
            and sides.number = of_contact.number
            and sides.contact_id = of_contact.contact_id
            and (of_contact.is_first or sides.requested_at >= of_contact.from_at)
            and (of_contact.until_at is null or sides.requested_at < of_contact.until_at)
    left join spans as of_number
        on
            not of_number.is_of_contact
            and sides.number = of_number.number
            and (of_number.is_first or sides.requested_at >= of_number.from_at)
            and (of_number.until_at is null or sides.requested_at < of_number.until_at)
    where sides.is_in_filter or sides.compared_period is not null

),

people as (

    select
        person,
        language,
        sum(texts) as texts,
        sum(undelivered) as undelivered,
        sum(compared_texts) as compared_texts,
        sum(compared_undelivered) as compared_undelivered,
        bit_or(period) as periods
    from spoken
    group by person, language

)

select
    language,
    sum(texts) as texts,
    sum(undelivered) as undelivered,
    sum(compared_texts) as compared_texts,
    sum(compared_undelivered) as compared_undelivered,
    bit_or(periods) as periods,
    count(case when texts > 0 then person end) as contacts,
    count(case when compared_texts > 0 then person end) as compared_contacts
from people
group by language

-- Which opt-outs did an office enter, and which aren't on the messaging service's list yet?
--
-- People can opt out by any reasonable means (47 CFR 64.1200(a)(10)), and the service has to be told. It has an opt-out
-- once lists or logs say that the number is opted out, and no longer opted in under any short code.
--
-- Parameters
--   $schools       varchar[]    schools of the families to count; null counts all of them
--   $now           timestamptz  the present
--   $opt_out_days  bigint       business days after which an opt-out that the service doesn't have is overdue
--   $zone          varchar      IANA time zone of the days
--   $holidays      date[]       holidays
--
-- Steps: viewer_office_entries, viewer_contacts, viewer_changes, viewer_statuses
--
-- Returns one row per number and time that it was told, overdue ones first, then open ones; the oldest first
--   state          varchar      overdue, open or cleared
--   number         varchar      phone number in E.164 form
--   told_at        timestamptz  when it was told; if nobody wrote that, when it was entered
--   cleared_at     timestamptz  first list or log that says so; null if none does
--   business_days  bigint       business days from the day after it was told until then, or until now
--   status         varchar      status of the number now; of several, one that can be texted, else none that is pending
--   school         varchar      schools of the entries
--   entered_by     varchar      who entered it first

with

told as (

    select
        coalesce(viewer_office_entries.number, viewer_contacts.number) as number,
        coalesce(viewer_office_entries.happened_at, viewer_office_entries.entered_at) as told_at,
        string_agg(distinct viewer_office_entries.school, '; ' order by viewer_office_entries.school) as school,
        min_by(
            viewer_office_entries.entered_by, viewer_office_entries.entered_at
        ) as entered_by
    from viewer_office_entries
    left join viewer_contacts
        on viewer_office_entries.number is null and viewer_office_entries.contact_id = viewer_contacts.contact_id
    where
        viewer_office_entries.kind = 'opt_out'
        and coalesce(viewer_office_entries.number, viewer_contacts.number) is not null
        and ($schools is null or list_contains($schools, viewer_office_entries.school))
    group by
        coalesce(viewer_office_entries.number, viewer_contacts.number),
        coalesce(viewer_office_entries.happened_at, viewer_office_entries.entered_at)

),

spans as (

    select
        viewer_changes.number,
        viewer_changes.short_code,
        viewer_changes.changed_at,
        lead(viewer_changes.changed_at) over (
            partition by viewer_changes.number, viewer_changes.short_code
            order by viewer_changes.changed_at, viewer_changes.is_logged desc
        ) as until_at,
        statuses.can_be_texted,
        not statuses.can_be_texted and not statuses.is_pending as is_opted_out
    from viewer_changes
    inner join statuses on viewer_changes.status = statuses.status
    where viewer_changes.number in (select told.number from told)

),

-- An office states days alone, so a status that ended on the day itself may have ended before the opt-out was told.
since_told as (

    select
        told.number,
        told.told_at,
        min(greatest(spans.changed_at, told.told_at)) filter (where not spans.can_be_texted) as not_texted_at,
        min(greatest(spans.changed_at, told.told_at)) filter (where spans.is_opted_out) as opted_out_at
    from told
    inner join spans
        on
            told.number = spans.number
            and (
                spans.until_at is null
                or cast(told.told_at at time zone $zone as date) < cast(spans.until_at at time zone $zone as date)
            )
    group by told.number, told.told_at, spans.short_code

),

cleared as (

    select
        number,
        told_at,
        case
            when count(*) = count(not_texted_at) and count(opted_out_at) > 0
                then greatest(max(not_texted_at), min(opted_out_at))
        end as cleared_at
    from since_told
    group by number, told_at

),

statuses_now as (

    select
        viewer_statuses.number,
        viewer_statuses.status,
        row_number() over (
            partition by viewer_statuses.number
            order by statuses.can_be_texted desc, statuses.is_pending, statuses.place
        ) as rank
    from viewer_statuses
    inner join statuses on viewer_statuses.status = statuses.status
    where viewer_statuses.number in (select told.number from told)

),

-- Days as numbers since a Monday.
days as (

    select
        told.*,
        cleared.cleared_at,
        statuses_now.status,
        date_diff(
            'day', cast('1900-01-01' as date), cast(told.told_at at time zone $zone as date)
        ) as told_on,
        date_diff(
            'day',
            cast('1900-01-01' as date),
            cast(coalesce(cleared.cleared_at, cast($now as timestamptz)) at time zone $zone as date)
        ) as until_on
    from told
    left join cleared on told.number = cleared.number and told.told_at = cleared.told_at
    left join statuses_now on told.number = statuses_now.number and statuses_now.rank = 1

),

holiday_days as (

    select distinct date_diff('day', cast('1900-01-01' as date), listed.holiday) as day
    from (select unnest(cast($holidays as date[])) as holiday) as listed

),

counted as (

    select
        *,
        cast(
            (until_on // 7 * 5 + least(until_on % 7 + 1, 5))
            - (told_on // 7 * 5 + least(told_on % 7 + 1, 5))
            - (
                select count(*)
                from holiday_days
                where
                    holiday_days.day % 7 < 5
                    and holiday_days.day > days.told_on
                    and holiday_days.day <= days.until_on
            ) as bigint
        ) as business_days
    from days

)

select
    case
        when cleared_at is not null then 'cleared'
        when business_days > $opt_out_days then 'overdue'
        else 'open'
    end as state,
    '+' || cast(counted.number as varchar) as number,
    told_at,
    cleared_at,
    business_days,
    status,
    school,
    entered_by
from counted
order by
    cleared_at is not null,
    told_at,
    counted.number

-- How did the numbers of a reminder batch answer, compared with numbers not reminded in the same time?
--
-- Parameters
--   $run_id     varchar  reminder batch
--   $plan_days  bigint   days before and after the batch in which the others weren't reminded either
--   $enough     bigint   numbers that are enough to compare
--
-- Steps: viewer_contacts, viewer_reminders, viewer_changes, viewer_phones
--
-- Returns one row per group (reminded or not) and number of days, of all numbers and by school and language. All
-- numbers were pending when the batch was made, as far as is known now. The others could have been reminded: they have
-- a contact, and no text had shown by then that the phone can't receive texts. An answer counts from the first list or
-- log that has it
--   level        varchar      total, school or language
--   name         varchar      the school or language; null for the total and where there is none
--   is_reminded  boolean      whether the batch reminded them
--   days         bigint       days after the batch
--   until        timestamptz  end of the days, or the date of the newest consent list if that is earlier, but not
--                             before the batch
--   is_over      boolean      whether that is the end of the days
--   numbers      bigint       number of phone numbers
--   opted_in     bigint       number of them that had opted in by then
--   opted_out    bigint       number of them that had opted out by then
--   pending      bigint       number of them that were still pending then
--   share_pct    double       share of opted_in in numbers, 0 to 100
--   is_small     boolean      whether the numbers are too few to compare

with

newest_list as (

    select max(as_of) as known_at
    from imports
    where kind = 'status'

),

batch as (

    select
        min(viewer_reminders.made_at) as made_at,
        newest_list.known_at
    from viewer_reminders
    cross join newest_list
    where viewer_reminders.run_id = $run_id
    group by newest_list.known_at

),

marks as (

    select
        outcome_days.days,
        greatest(
            batch.made_at,
            least(batch.made_at + interval '24 hours' * outcome_days.days, coalesce(batch.known_at, batch.made_at))
        ) as until,
        coalesce(batch.made_at + interval '24 hours' * outcome_days.days <= batch.known_at, false) as is_over
    from outcome_days
    cross join batch

),

stated_by_then as (

    select
        viewer_changes.number,
        viewer_changes.short_code,
        viewer_changes.status,
        row_number() over (
            partition by viewer_changes.number, viewer_changes.short_code
            order by viewer_changes.changed_at desc, viewer_changes.is_logged
        ) as place
    from viewer_changes
    cross join batch
    where viewer_changes.changed_at <= batch.made_at

),

pending_then as (

    select
        stated_by_then.number,
        stated_by_then.short_code
    from stated_by_then
    inner join statuses on stated_by_then.status = statuses.status
    where stated_by_then.place = 1 and statuses.is_pending

),

reminded as (

    select
        viewer_reminders.number,
        bool_or(viewer_reminders.run_id = $run_id) as by_this_batch
    from viewer_reminders
    cross join batch
    where
        viewer_reminders.made_at >= batch.made_at - interval '24 hours' * cast($plan_days as integer)
        and viewer_reminders.made_at <= batch.made_at + interval '24 hours' * cast($plan_days as integer)
    group by viewer_reminders.number

),

newest_evidence as (

    select
        viewer_phones.number,
        max(viewer_phones.from_at) filter (where viewer_phones.takes_no_texts) as failed_at,
        max(viewer_phones.from_at) filter (where not viewer_phones.takes_no_texts) as received_at
    from viewer_phones
    cross join batch
    where
        viewer_phones.from_at <= batch.made_at
        and viewer_phones.number in (select pending_then.number from pending_then)
    group by viewer_phones.number

),

could_be_reminded as (

    select viewer_contacts.number
    from viewer_contacts
    left join newest_evidence on viewer_contacts.number = newest_evidence.number
    group by viewer_contacts.number
    having
        not bool_and(
            viewer_contacts.is_landline
            or coalesce(newest_evidence.failed_at > newest_evidence.received_at, newest_evidence.failed_at is not null)
        )

),

cohort as (

    select
        pending_then.number,
        pending_then.short_code,
        coalesce(reminded.by_this_batch, false) as is_reminded
    from pending_then
    left join reminded on pending_then.number = reminded.number
    where
        reminded.by_this_batch
        or (reminded.number is null and pending_then.number in (select could_be_reminded.number from could_be_reminded))

),

answers as (

    select
        cohort.number,
        cohort.is_reminded,
        marks.days,
        viewer_changes.status,
        row_number() over (
            partition by cohort.number, cohort.short_code, marks.days
            order by viewer_changes.changed_at desc, viewer_changes.is_logged
        ) as place
    from cohort
    cross join marks
    inner join viewer_changes
        on
            cohort.number = viewer_changes.number
            and cohort.short_code is not distinct from viewer_changes.short_code
            and marks.until >= viewer_changes.changed_at

),

outcomes as (

    -- Of a number under two short codes: one that answered yes anywhere has answered yes.
    select
        answers.number,
        answers.is_reminded,
        answers.days,
        bool_or(statuses.can_be_texted) as is_in,
        bool_or(statuses.is_pending) and not bool_or(statuses.can_be_texted) as is_pending
    from answers
    inner join statuses on answers.status = statuses.status
    where answers.place = 1
    group by answers.number, answers.is_reminded, answers.days

),

levels as (

    select unnest(['total', 'school', 'language']) as level

),

named as (

    select distinct
        outcomes.*,
        levels.level,
        case levels.level
            when 'school' then viewer_contacts.school
            when 'language' then viewer_contacts.language
        end as name
    from outcomes
    left join viewer_contacts on outcomes.number = viewer_contacts.number
    cross join levels

)

select
    named.level,
    named.name,
    named.is_reminded,
    marks.days,
    marks.until,
    marks.is_over,
    count(*) as numbers,
    count(*) filter (where named.is_in) as opted_in,
    count(*) filter (where not named.is_in and not named.is_pending) as opted_out,
    count(*) filter (where named.is_pending) as pending,
    100e0 * count(*) filter (where named.is_in) / count(*) as share_pct,
    count(*) < $enough as is_small
from named
inner join marks on named.days = marks.days
group by named.level, named.name, named.is_reminded, marks.days, marks.until, marks.is_over
order by named.level <> 'total', named.level, named.name is null, named.name, named.is_reminded desc, marks.days

-- What did the numbers of a run of reminders answer, beside those not reminded in the same time?
--
-- Parameters
--   $run_id           varchar    the run
--   $plan_days        bigint     days around the run in which the others were not reminded either
--   $enough           bigint     numbers from which a share can be judged
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per group, reminded or not, and number of days, of all numbers and by school and language. All
-- were pending when the run was made, by what is known now; the others have a contact and were not reminded
--   level         varchar      total, school or language
--   name         varchar      the school or language; null for the total and for those without one
--   is_reminded  boolean      whether the run reminded them
--   days         bigint       days after the run
--   until        timestamptz  the instant of which it is told: the end of the days, or of what is known if earlier
--   is_over      boolean      whether that is the end of the days
--   numbers      bigint       phone numbers
--   opted_in     bigint       of them opted in by then
--   opted_out    bigint       of them opted out by then
--   pending      bigint       of them still pending then
--   share_pct    double       opted in as a share of numbers, 0 to 100
--   is_small     boolean      fewer numbers than are enough

with

run as (

    select
        min(made_at) as made_at
    from reminders
    where run_id = $run_id
    having count(*) > 0

),

known_until as (

    select max(last_said_at) as known_at
    from current_statuses

),

marks as (

    select
        outcome_days.days,
        least(run.made_at + to_days(cast(outcome_days.days as integer)), known_until.known_at) as until,
        run.made_at + to_days(cast(outcome_days.days as integer)) <= known_until.known_at as is_over
    from outcome_days
    cross join run
    cross join known_until

),

pending_then as (

    -- The newest word of each number and short code at the run, as of a list before a log at the same instant.
    select
        status_changes.number,
        status_changes.short_code
    from status_changes
    cross join run
    where status_changes.changed_at <= run.made_at
    group by status_changes.number, status_changes.short_code
    having
        max_by(status_changes.status, row(status_changes.changed_at, not status_changes.is_logged))
        in (select statuses.status from statuses where statuses.is_awaited)

),

reminded as (

    select
        reminders.number,
        bool_or(reminders.run_id = $run_id) as by_this
    from reminders
    cross join run
    where
        reminders.made_at between
        run.made_at - to_days(cast($plan_days as integer)) and run.made_at + to_days(cast($plan_days as integer))
    group by reminders.number

),

cohort as (

    select distinct
        pending_then.number,
        pending_then.short_code,
        current_contacts.school,
        current_contacts.language,
        coalesce(reminded.by_this, false) as is_reminded
    from pending_then
    left join reminded on pending_then.number = reminded.number
    left join current_contacts on pending_then.number = current_contacts.number
    where
        ($schools_allowed is null or list_contains($schools_allowed, current_contacts.school))
        and (reminded.by_this or (reminded.number is null and current_contacts.contact_id is not null))

),

answered as (

    select
        cohort.number,
        marks.days,
        max_by(status_changes.status, row(status_changes.changed_at, not status_changes.is_logged)) as status
    from (
        select distinct
            number,
            short_code
        from cohort
    ) as cohort
    cross join marks
    inner join status_changes
        on
            cohort.number = status_changes.number
            and cohort.short_code is not distinct from status_changes.short_code
            and status_changes.changed_at <= greatest(marks.until, (select run.made_at from run))
    group by cohort.number, cohort.short_code, marks.days

),

outcomes as (

    -- Of a number under two short codes: one that answered yes anywhere has answered yes.
    select
        answered.number,
        answered.days,
        case
            when bool_or(statuses.may_be_texted) then 'in'
            when bool_or(statuses.is_awaited) then 'pending'
            else 'out'
        end as outcome
    from answered
    inner join statuses on answered.status = statuses.status
    group by answered.number, answered.days

),

named as (

    select distinct
        number,
        is_reminded,
        unnest(['total', 'school', 'language']) as level,
        unnest([null, school, language]) as name
    from cohort

)

select
    named.level,
    named.name,
    named.is_reminded,
    marks.days,
    any_value(marks.until) as until,
    bool_and(marks.is_over) as is_over,
    count(*) as numbers,
    count(*) filter (where outcomes.outcome = 'in') as opted_in,
    count(*) filter (where outcomes.outcome = 'out') as opted_out,
    count(*) filter (where outcomes.outcome = 'pending') as pending,
    100e0 * count(*) filter (where outcomes.outcome = 'in') / count(*) as share_pct,
    count(*) < $enough as is_small
from named
cross join marks
inner join outcomes on named.number = outcomes.number and marks.days = outcomes.days
group by named.level, named.name, named.is_reminded, marks.days
order by named.level <> 'total', named.level, named.name is null, named.name, named.is_reminded desc, marks.days

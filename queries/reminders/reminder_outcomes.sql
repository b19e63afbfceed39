-- What did the numbers of a run of reminders answer, beside those not reminded in the same time?
--
-- Parameters
--   $run_id           varchar    the run
--   $plan_days        bigint     days around the run in which the others were not reminded either
--   $enough           bigint     numbers from which a share can be judged
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per group, reminded or not, and number of days, of all numbers and by school and language. All
-- were pending when the run was made, by what is known now. The others could have been reminded: they have a contact,
-- and nothing had told by then that they take no texts. An answer counts from the list or log on that first tells it
--   level        varchar      total, school or language
--   name         varchar      the school or language; null for the total and for those without one
--   is_reminded  boolean      whether the run reminded them
--   days         bigint       days after the run
--   until        timestamptz  the instant of which it is told: the end of the days, or the newest consent list's own
--                             date if that is earlier, but not before the run
--   is_over      boolean      whether that is the end of the days
--   numbers      bigint       phone numbers
--   opted_in     bigint       of them opted in by then
--   opted_out    bigint       of them opted out by then
--   pending      bigint       of them still pending then
--   share_pct    double       opted in as a share of numbers, 0 to 100
--   is_small     boolean      fewer numbers than are enough

with

seen_contacts as (

    select
        current_contacts.number,
        current_contacts.school,
        current_contacts.language,
        landlines.phone_type is not null as is_landline
    from current_contacts
    left join landlines on lower(trim(current_contacts.phone_type)) = landlines.phone_type
    where $schools_allowed is null or list_contains($schools_allowed, current_contacts.school)

),

seen_reminders as (

    select
        run_id,
        made_at,
        number
    from reminders
    where $schools_allowed is null or number in (select seen_contacts.number from seen_contacts)

),

newest_list as (

    select max(as_of) as known_at
    from imports
    where kind = 'status'

),

run as (

    select
        min(seen_reminders.made_at) as made_at,
        newest_list.known_at
    from seen_reminders
    cross join newest_list
    where seen_reminders.run_id = $run_id
    group by newest_list.known_at

),

marks as (

    select
        outcome_days.days,
        greatest(
            run.made_at,
            least(run.made_at + interval '24 hours' * outcome_days.days, coalesce(run.known_at, run.made_at))
        ) as until,
        coalesce(run.made_at + interval '24 hours' * outcome_days.days <= run.known_at, false) as is_over
    from outcome_days
    cross join run

),

said_by_then as (

    select
        status_changes.number,
        status_changes.short_code,
        status_changes.status,
        row_number() over (
            partition by status_changes.number, status_changes.short_code
            order by status_changes.changed_at desc, status_changes.is_logged
        ) as place
    from status_changes
    cross join run
    where status_changes.changed_at <= run.made_at

),

pending_then as (

    select
        said_by_then.number,
        said_by_then.short_code
    from said_by_then
    inner join statuses on said_by_then.status = statuses.status
    where said_by_then.place = 1 and statuses.is_pending

),

reminded as (

    select
        seen_reminders.number,
        bool_or(seen_reminders.run_id = $run_id) as by_this
    from seen_reminders
    cross join run
    where
        seen_reminders.made_at >= run.made_at - interval '24 hours' * cast($plan_days as integer)
        and seen_reminders.made_at <= run.made_at + interval '24 hours' * cast($plan_days as integer)
    group by seen_reminders.number

),

newest_told as (

    select
        phones_told.number,
        max(phones_told.requested_at) filter (where phones_told.takes_no_texts) as took_none_at,
        max(phones_told.requested_at) filter (where not phones_told.takes_no_texts) as took_one_at
    from phones_told
    cross join run
    where
        phones_told.requested_at <= run.made_at
        and phones_told.number in (select pending_then.number from pending_then)
    group by phones_told.number

),

askable as (

    select seen_contacts.number
    from seen_contacts
    left join newest_told on seen_contacts.number = newest_told.number
    group by seen_contacts.number
    having
        not bool_and(
            seen_contacts.is_landline
            or coalesce(newest_told.took_none_at > newest_told.took_one_at, newest_told.took_none_at is not null)
        )

),

cohort as (

    select
        pending_then.number,
        pending_then.short_code,
        coalesce(reminded.by_this, false) as is_reminded
    from pending_then
    left join reminded on pending_then.number = reminded.number
    where
        reminded.by_this
        or (reminded.number is null and pending_then.number in (select askable.number from askable))

),

said as (

    select
        cohort.number,
        cohort.is_reminded,
        marks.days,
        status_changes.status,
        row_number() over (
            partition by cohort.number, cohort.short_code, marks.days
            order by status_changes.changed_at desc, status_changes.is_logged
        ) as place
    from cohort
    cross join marks
    inner join status_changes
        on
            cohort.number = status_changes.number
            and cohort.short_code is not distinct from status_changes.short_code
            and marks.until >= status_changes.changed_at

),

outcomes as (

    -- Of a number under two short codes: one that answered yes anywhere has answered yes.
    select
        said.number,
        said.is_reminded,
        said.days,
        bool_or(statuses.can_be_texted) as is_in,
        bool_or(statuses.is_pending) and not bool_or(statuses.can_be_texted) as is_pending
    from said
    inner join statuses on said.status = statuses.status
    where said.place = 1
    group by said.number, said.is_reminded, said.days

),

levels as (

    select unnest(['total', 'school', 'language']) as level

),

named as (

    select distinct
        outcomes.*,
        levels.level,
        case levels.level
            when 'school' then seen_contacts.school
            when 'language' then seen_contacts.language
        end as name
    from outcomes
    left join seen_contacts on outcomes.number = seen_contacts.number
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

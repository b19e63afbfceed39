-- How many numbers opted in and out in each week?
--
-- A change was logged, or noticed between two lists; then it belongs to the week of the list that first has it. What a
-- list states of a number for the first time is no change.
--
-- Parameters
--   $schools  varchar[]  schools of the families to count; null counts all of them, and numbers of no contact
--   $zone     varchar    IANA time zone of the days
--
-- Steps: viewer_changes, viewer_contacts
--
-- Returns one row per week with such changes, oldest first
--   first_day          date    Monday of the week
--   opted_in           bigint  number of changes to a status that can be texted
--   opted_in_noticed   bigint  of these, noticed between two lists
--   opted_out          bigint  number of changes to the status of an opt-out
--   opted_out_noticed  bigint  of these, noticed between two lists

with

changed_once as (

    -- Most numbers have only what the first list stated.
    select distinct number
    from viewer_changes
    where is_logged or observed_after is not null

),

compared as (

    select
        viewer_changes.*,
        lag(viewer_changes.status) over (
            partition by viewer_changes.number, viewer_changes.short_code
            order by viewer_changes.changed_at, viewer_changes.is_logged desc
        ) as status_before
    from viewer_changes
    where
        viewer_changes.number in (select changed_once.number from changed_once)
        and (
            $schools is null
            or viewer_changes.number in (
                select viewer_contacts.number
                from viewer_contacts
                where list_contains($schools, viewer_contacts.school)
            )
        )

)

select
    cast(date_trunc('week', cast(compared.changed_at at time zone $zone as date)) as date) as first_day,
    count(*) filter (where statuses.can_be_texted) as opted_in,
    count(*) filter (where statuses.can_be_texted and not compared.is_logged) as opted_in_noticed,
    count(*) filter (where not statuses.can_be_texted) as opted_out,
    count(*) filter (where not statuses.can_be_texted and not compared.is_logged) as opted_out_noticed
from compared
inner join statuses on compared.status = statuses.status
where
    not statuses.is_pending
    and compared.status_before is distinct from compared.status
    and (compared.is_logged or compared.status_before is not null)
group by first_day
order by first_day

-- Which numbers can be texted again after an opt-out, without an opt-in on record?
--
-- A list has them as opted in, but no log or list dates a change to it since they opted out.
--
-- Parameters
--   $rows  bigint  number of rows to list; null lists all of them
--   $skip  bigint  number of rows to leave out at the start; null leaves out none
--
-- Steps: selected_opt_outs, viewer_statuses
--
-- Returns one row per number and short code, the newest change first
--   number          varchar      phone number in E.164 form
--   short_code      varchar      short code that was answered
--   opted_out_at    timestamptz  when the number opted out, as far as is known
--   observed_after  timestamptz  last list that still had another status
--   opted_in_at     timestamptz  date of the first list that has it as opted in again
--   of_numbers      bigint       number of different numbers in all rows

with

again as (

    -- A change that was logged has no list before it that still had another status.
    select
        viewer_statuses.number,
        viewer_statuses.short_code,
        selected_opt_outs.opted_out_at,
        viewer_statuses.observed_after,
        viewer_statuses.since as opted_in_at
    from viewer_statuses
    inner join statuses on viewer_statuses.status = statuses.status
    inner join selected_opt_outs
        on
            viewer_statuses.number = selected_opt_outs.number
            and viewer_statuses.short_code is not distinct from selected_opt_outs.short_code
            and viewer_statuses.since = selected_opt_outs.until_at
    where statuses.can_be_texted and viewer_statuses.observed_after is not null

)

select
    '+' || cast(again.number as varchar) as number,
    again.short_code,
    again.opted_out_at,
    again.observed_after,
    again.opted_in_at,
    (select count(distinct every_one.number) from again as every_one) as of_numbers
from again
order by again.opted_in_at desc, again.number, again.short_code
limit $rows offset $skip

-- Which texts went out just before and after each opt-out?
--
-- A text went out if the carrier accepted it. Before an opt-out, it is the newest of the last four hours from the short
-- code that was answered, where the opt-out itself was logged. After one, it is every text until the number opted in
-- again, from any short code.
--
-- Returns one row per opt-out and school of its text before it, and one per opt-out, school and short code of its texts
-- after it. `is_before` tells them apart; the broadcast is that of the text before, and null after
with

went_out as (

    select
        messages.number,
        messages.short_code,
        messages.school,
        messages.broadcast_id,
        messages.broadcast,
        messages.requested_at,
        messages.service,
        messages.message_id
    from messages
    inner join results on messages.result = results.result
    where
        results.is_final
        and not results.is_undelivered
        and messages.number in (select opt_outs.number from opt_outs)

),

near as (

    select
        opt_outs.number,
        opt_outs.short_code,
        opt_outs.opted_out_at,
        opt_outs.is_logged,
        went_out.school,
        went_out.short_code as sent_from,
        went_out.broadcast_id,
        went_out.broadcast,
        went_out.requested_at,
        went_out.service,
        went_out.message_id,
        went_out.requested_at <= opt_outs.opted_out_at as is_before
    from opt_outs
    inner join went_out
        on
            opt_outs.number = went_out.number
            and opt_outs.opted_out_at - interval '4 hours' <= went_out.requested_at
    where
        went_out.requested_at <= opt_outs.opted_out_at
        or opt_outs.until_at is null
        or went_out.requested_at < opt_outs.until_at

),

newest_before as (

    select
        *,
        row_number() over (
            partition by number, short_code, opted_out_at, school
            order by requested_at desc, broadcast_id, broadcast, service, message_id
        ) as newness
    from near
    where is_before and is_logged and coalesce(short_code = sent_from, true)

)

select
    number,
    short_code,
    opted_out_at,
    is_before,
    school,
    sent_from,
    broadcast_id,
    broadcast,
    requested_at as last_text_at,
    cast(1 as bigint) as texts
from newest_before
where newness = 1

union all

select
    number,
    short_code,
    opted_out_at,
    is_before,
    school,
    sent_from,
    cast(null as varchar) as broadcast_id,
    cast(null as varchar) as broadcast,
    max(requested_at) as last_text_at,
    count(*) as texts
from near
where not is_before
group by number, short_code, opted_out_at, is_before, school, sent_from

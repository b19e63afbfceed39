-- How many texts went to phones of which the text before had shown that they can't receive texts?
--
-- Parameters
--   $zone  varchar  IANA time zone of the days
--
-- Returns one row per day, school and broadcast that has such texts, of those that are final and were tried: how many
-- they are, and how many of them were accepted after all
with

failing as (

    select
        number,
        takes_no_texts,
        from_at,
        lead(from_at) over (partition by number order by from_at, place desc) as next_from
    from phone_runs

)

select
    cast(messages.requested_at at time zone $zone as date) as day,
    messages.school,
    coalesce(messages.broadcast_id, messages.broadcast) as broadcast,
    count(*) as texts,
    count(*) filter (where not results.is_failure) as accepted
from messages
inner join results on messages.result = results.result
inner join failing
    on
        messages.number = failing.number
        and messages.requested_at > failing.from_at
        and messages.requested_at <= coalesce(failing.next_from, timestamptz '2999-12-31 00:00:00+00')
where
    failing.takes_no_texts
    and (results.is_failure or (results.is_final and not results.is_undelivered))
group by
    cast(messages.requested_at at time zone $zone as date),
    messages.school,
    coalesce(messages.broadcast_id, messages.broadcast)

-- When did each phone receive texts, and when not?
--
-- Parameters
--   $zone  varchar  IANA time zone of the days
--
-- Of numbers of which a text has failed for a reason about the phone itself. Such a text shows that the phone can't
-- receive texts, one that was sent that it can. Any other shows neither, such as one in progress or one that failed
-- for a reason of the carrier. At one instant, a text that was sent is the newer one
--
-- Returns one row per number and run of texts that show the same, with its first and last text, how many these are, on
-- how many days, and the reason of the last. `place` is 1 for the number's newest run, and `before_until` the last text
-- of the run before
with

failed_once as materialized (

    select distinct messages.number
    from messages
    inner join reasons on messages.reason = reasons.reason
    where reasons.takes_no_texts and messages.number is not null

),

shown as (

    select
        messages.number,
        messages.requested_at,
        coalesce(reasons.takes_no_texts, false) as takes_no_texts,
        max(messages.reason) filter (where reasons.takes_no_texts) as reason,
        count(*) as texts
    from messages
    inner join results on messages.result = results.result
    left join reasons on messages.reason = reasons.reason
    where
        messages.number in (select failed_once.number from failed_once)
        and ((results.is_final and not results.is_undelivered) or reasons.takes_no_texts)
    group by messages.number, messages.requested_at, coalesce(reasons.takes_no_texts, false)

),

compared as (

    select
        *,
        lag(takes_no_texts) over (
            partition by number order by requested_at, takes_no_texts desc
        ) as took_none_before
    from shown

),

counted as (

    select
        *,
        sum(case when takes_no_texts is distinct from took_none_before then 1 else 0 end) over (
            partition by number order by requested_at, takes_no_texts desc
        ) as run
    from compared

),

runs as (

    select
        number,
        run,
        takes_no_texts,
        min(requested_at) as from_at,
        max(requested_at) as until_at,
        cast(sum(texts) as bigint) as texts,
        count(distinct cast(requested_at at time zone $zone as date)) as days,
        max_by(reason, requested_at) as reason
    from counted
    group by number, run, takes_no_texts

)

select
    number,
    takes_no_texts,
    from_at,
    until_at,
    texts,
    days,
    reason,
    lag(until_at) over (partition by number order by run) as before_until,
    row_number() over (partition by number order by run desc) as place
from runs

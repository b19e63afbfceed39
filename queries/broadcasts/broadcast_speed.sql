-- How long did the texts of the selected broadcasts take?
--
-- Of texts whose times the log has. Of a hundred texts, 50, 95 and 99 took as long or less.
--
-- Steps: selected_texts
-- Ignores: $results, $reasons, $by_number
--
-- Returns one row per measure that the log has times for
--   measure         varchar  accepted (from the request to the acceptance) or delivered (to the receipt)
--   texts           bigint   number of texts with both times
--   p50_seconds     double   seconds that half of them took at most
--   p95_seconds     double   seconds that 95 of 100 took at most
--   p99_seconds     double   seconds that 99 of 100 took at most

with

measures as (

    select unnest(['accepted', 'delivered']) as measure

),

times as (

    select
        measures.measure,
        date_diff(
            'millisecond',
            selected_texts.requested_at,
            case measures.measure
                when 'accepted' then selected_texts.accepted_at
                else selected_texts.delivered_at
            end
        ) / 1000e0 as seconds
    from selected_texts
    cross join measures

),

ranked as (

    select
        measure,
        seconds,
        row_number() over (partition by measure order by seconds) as place,
        count(*) over (partition by measure) as texts
    from times
    where seconds >= 0

)

select
    measure,
    max(texts) as texts,
    min(seconds) filter (where 100 * place >= 50 * texts) as p50_seconds,
    min(seconds) filter (where 100 * place >= 95 * texts) as p95_seconds,
    min(seconds) filter (where 100 * place >= 99 * texts) as p99_seconds
from ranked
group by measure
order by measure

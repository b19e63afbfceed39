-- What did a segment of a text cost in the last 60 days that have prices?
--
-- Parameters
--   $now  timestamptz  the present
--
-- Steps: viewer_texts_by_time
--
-- Returns one row per currency
--   currency  varchar  code of the currency; null if the log states none
--   price     double   average price of a segment
--   parts     bigint   number of segments with a price

select
    currency,
    cast(sum(price) as double) / sum(parts) as price,
    cast(sum(parts) as bigint) as parts
from viewer_texts_by_time
where
    price > 0
    and parts > 0
    and requested_at >= cast($now as timestamptz) - interval '1440 hours'
    and month >= strftime(cast($now as timestamptz) - interval '1464 hours', '%Y-%m')
group by currency
order by
    parts desc,
    currency

-- What share of each day's texts wasn't delivered?
--
-- Steps: selected_counts
-- Ignores: $results, $reasons
--
-- Returns one row per day that has texts
--   day              date    day of the request, in the district's zone
--   texts            bigint  number of texts
--   undelivered      bigint  number of texts that were not delivered
--   undelivered_pct  double  share of these, 0 to 100

select
    day,
    cast(sum(texts) as bigint) as texts,
    cast(coalesce(sum(texts) filter (where is_undelivered), 0) as bigint) as undelivered,
    100e0 * coalesce(sum(texts) filter (where is_undelivered), 0) / sum(texts) as undelivered_pct
from selected_counts
group by day
order by day

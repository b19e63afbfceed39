-- In which range is the undelivered share on most days?
--
-- Parameters
--   $enough  bigint  least number of texts of a day that counts
--
-- Steps: selected_counts
-- Ignores: $broadcasts, $results, $reasons
--
-- Returns one row
--   low_pct   double  undelivered share below which one day in ten is, 0 to 100; null without days
--   high_pct  double  undelivered share above which one day in ten is
--   days      bigint  number of days with enough texts

with

shares as (

    select 100e0 * coalesce(sum(texts) filter (where is_undelivered), 0) / sum(texts) as undelivered_pct
    from selected_counts
    group by day
    having sum(texts) >= $enough

),

ranked as (

    select
        undelivered_pct,
        row_number() over (order by undelivered_pct) - 1 as place,
        count(*) over () - 1 as last_place
    from shares

)

-- The day a tenth of the way along is usually between two days: their weights sum to ten, more for the nearer one.
select
    sum(undelivered_pct * greatest(0, 10 - abs(10 * place - last_place))) / 10 as low_pct,
    sum(undelivered_pct * greatest(0, 10 - abs(10 * place - 9 * last_place))) / 10 as high_pct,
    count(*) as days
from ranked

-- Between which shares are most days of this district?
--
-- Parameters
--   $from_date        date       first day looked at, in the district's zone
--   $until_date       date       first day not looked at
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $enough           bigint     texts that a day must have for its share to count
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row
--   low_pct   double  undelivered share below which only one day in ten lies: 0 to 100; null without days
--   high_pct  double  undelivered share above which only one day in ten lies
--   days      bigint  days with enough texts

with

shares as (

    select
        100e0 * coalesce(sum(daily_results.texts) filter (where results.is_undelivered), 0)
        / sum(daily_results.texts) as undelivered_pct
    from daily_results
    inner join results on daily_results.result = results.result
    where
        daily_results.day >= $from_date and daily_results.day < $until_date
        and ($schools is null or list_contains($schools, daily_results.school))
        and ($schools_allowed is null or list_contains($schools_allowed, daily_results.school))
    group by daily_results.day
    having sum(daily_results.texts) >= $enough

)

select
    quantile_cont(undelivered_pct, 0.1) as low_pct,
    quantile_cont(undelivered_pct, 0.9) as high_pct,
    count(*) as days
from shares

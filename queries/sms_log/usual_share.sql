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

),

ranked as (

    select
        undelivered_pct,
        row_number() over (order by undelivered_pct) - 1 as place,
        count(*) over () - 1 as last_place
    from shares

)

-- A tenth of the way along lies between two days as a rule: they weigh ten together, the nearer one more.
select
    sum(undelivered_pct * greatest(0, 10 - abs(10 * place - last_place))) / 10 as low_pct,
    sum(undelivered_pct * greatest(0, 10 - abs(10 * place - 9 * last_place))) / 10 as high_pct,
    count(*) as days
from ranked

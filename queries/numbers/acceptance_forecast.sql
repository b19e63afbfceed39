-- What share of the texts that are sent to carriers will be accepted, and how good has this forecast been?
--
-- Parameters
--   $enough  bigint  texts of a broadcast, or of the days before it, that are enough
--   $texts   bigint  number of texts to forecast
--
-- Steps: viewer_counts
--
-- The forecast is the share of the 60 days before. For each broadcast of the last year it is compared with its result:
-- 95% of these were nearer than `error_points`. Few texts vary more than that, by chance alone. Texts in progress, and
-- those that weren't sent for want of consent or of a number, count nowhere
--
-- Returns one row
--   share_pct     double  share of accepted texts that is forecast, 0 to 100; null without enough texts
--   lower_pct     double  lower end of its 95% interval
--   upper_pct     double  upper end of it
--   error_points  double  error that 95% of the broadcasts stayed under, in percentage points; null without any
--   broadcasts    bigint  number of broadcasts of the last year that were compared
--   within_point  bigint  number of them whose result was within 1 percentage point of the forecast

with

counted as (

    select
        viewer_counts.day,
        coalesce(viewer_counts.broadcast_id, viewer_counts.broadcast) as broadcast,
        viewer_counts.texts,
        case when results.is_failure then 0 else viewer_counts.texts end as accepted
    from viewer_counts
    inner join results on viewer_counts.result = results.result
    where results.is_failure or (results.is_final and not results.is_undelivered)

),

daily as (

    select
        day,
        sum(texts) as texts,
        sum(accepted) as accepted
    from counted
    group by day

),

newest as (

    select max(day) as day
    from daily

),

broadcasts as (

    select
        counted.broadcast,
        min(counted.day) as day,
        sum(counted.texts) as texts,
        sum(counted.accepted) as accepted
    from counted
    where counted.broadcast is not null
    group by counted.broadcast
    having sum(counted.texts) >= $enough

),

forecasts as (

    select
        broadcasts.broadcast,
        1e0 * max(broadcasts.accepted) / max(broadcasts.texts) as share,
        max(broadcasts.texts) as texts,
        1e0 * sum(daily.accepted) / sum(daily.texts) as forecast
    from broadcasts
    cross join newest
    inner join daily
        on broadcasts.day > daily.day and cast(broadcasts.day - interval '60 days' as date) <= daily.day
    where broadcasts.day > cast(newest.day - interval '365 days' as date)
    group by broadcasts.broadcast
    having sum(daily.texts) >= $enough

),

errors as (

    select
        *,
        abs(share - forecast) as error,
        row_number() over (order by abs(share - forecast), broadcast) as place,
        count(*) over () as broadcasts
    from forecasts

),

usual as (

    -- The least error that 95% of the broadcasts are within.
    select
        min(error) filter (where 20 * place >= 19 * broadcasts) as error,
        count(*) as broadcasts,
        count(*) filter (where error <= 1e-2) as within_point
    from errors

),

coming as (

    select 1e0 * sum(daily.accepted) / sum(daily.texts) as share
    from daily
    cross join newest
    where daily.day > cast(newest.day - interval '60 days' as date)
    having sum(daily.texts) >= $enough

),

bounds as (

    -- 1.96 standard deviations of so many texts by chance, or the usual error if that is more.
    select
        coming.share,
        usual.broadcasts,
        usual.within_point,
        usual.error,
        greatest(usual.error, 196e-2 * sqrt(coming.share * (1 - coming.share) / greatest($texts, 1))) as half
    from usual
    left join coming on true

)

select
    100e0 * bounds.share as share_pct,
    case when bounds.share is not null then 100e0 * greatest(bounds.share - bounds.half, 0) end as lower_pct,
    case when bounds.share is not null then 100e0 * least(bounds.share + bounds.half, 1) end as upper_pct,
    100e0 * bounds.error as error_points,
    bounds.broadcasts,
    bounds.within_point
from bounds

-- What share of the texts that are sent to carriers will be accepted, and how good has this forecast been?
--
-- Parameters
--   $enough         bigint  texts of a broadcast, or of the days before it, that are enough
--   $texts          bigint  number of texts to forecast, to numbers whose text before wasn't a failure of the phone
--   $failing_texts  bigint  number of texts to forecast, to numbers whose text before was one
--   $bad_day_pct    double  share of a day's texts, 0 to 100: if more failed, it is a carrier's bad day
--
-- Steps: viewer_counts, viewer_known_failing
--
-- The forecast is the share of the 60 days before: that of numbers known to fail, and that of all others, without a
-- carrier's bad days. For each broadcast of the last year it is compared with its result, also on such a day. Few texts
-- vary more than the forecast, by chance alone. Texts in progress, and those that weren't sent for want of consent or
-- of a number, count nowhere
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

failing_days as (

    select
        day,
        sum(texts) as texts,
        sum(accepted) as accepted
    from viewer_known_failing
    group by day

),

failing_broadcasts as (

    select
        broadcast,
        sum(texts) as texts
    from viewer_known_failing
    group by broadcast

),

daily as (

    -- The texts to numbers known to fail, and all others; those of a carrier's bad day don't count among the others.
    select
        counted.day,
        coalesce(max(failing_days.texts), 0) as failing_texts,
        coalesce(max(failing_days.accepted), 0) as failing_accepted,
        sum(counted.texts) - coalesce(max(failing_days.texts), 0) as texts,
        sum(counted.accepted) - coalesce(max(failing_days.accepted), 0) as accepted,
        sum(counted.texts) as of_all
    from counted
    left join failing_days on counted.day = failing_days.day
    group by counted.day

),

usual as (

    select
        day,
        failing_texts,
        failing_accepted,
        case when 100e0 * (texts - accepted) <= $bad_day_pct * of_all then texts else 0 end as texts,
        case when 100e0 * (texts - accepted) <= $bad_day_pct * of_all then accepted else 0 end as accepted
    from daily

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
        sum(counted.accepted) as accepted,
        coalesce(max(failing_broadcasts.texts), 0) as failing_texts
    from counted
    left join failing_broadcasts on counted.broadcast = failing_broadcasts.broadcast
    where counted.broadcast is not null
    group by counted.broadcast
    having sum(counted.texts) >= $enough

),

forecasts as (

    select
        broadcasts.broadcast,
        1e0 * max(broadcasts.accepted) / max(broadcasts.texts) as share,
        (
            max(broadcasts.failing_texts)
            * coalesce(1e0 * sum(usual.failing_accepted) / nullif(sum(usual.failing_texts), 0), 0)
            + (max(broadcasts.texts) - max(broadcasts.failing_texts)) * (1e0 * sum(usual.accepted) / sum(usual.texts))
        ) / max(broadcasts.texts) as forecast
    from broadcasts
    cross join newest
    inner join usual on broadcasts.day > usual.day and cast(broadcasts.day - interval '60 days' as date) <= usual.day
    where broadcasts.day > cast(newest.day - interval '365 days' as date)
    group by broadcasts.broadcast
    having sum(usual.texts) >= $enough

),

errors as (

    select
        *,
        abs(share - forecast) as error,
        row_number() over (order by abs(share - forecast), broadcast) as place,
        count(*) over () as broadcasts
    from forecasts

),

errors_before as (

    -- The least error that 95% of the broadcasts are within.
    select
        min(error) filter (where 20 * place >= 19 * broadcasts) as error,
        count(*) as broadcasts,
        count(*) filter (where error <= 1e-2) as within_point
    from errors

),

coming as (

    select
        (
            $failing_texts * coalesce(1e0 * sum(usual.failing_accepted) / nullif(sum(usual.failing_texts), 0), 0)
            + $texts * (1e0 * sum(usual.accepted) / sum(usual.texts))
        ) / nullif($texts + $failing_texts, 0) as share
    from usual
    cross join newest
    where usual.day > cast(newest.day - interval '60 days' as date)
    having sum(usual.texts) >= $enough

),

bounds as (

    -- 1.96 standard deviations of so many texts by chance, or the error of the forecast if that is more.
    select
        coming.share,
        errors_before.broadcasts,
        errors_before.within_point,
        errors_before.error,
        greatest(
            errors_before.error,
            196e-2 * sqrt(coming.share * (1 - coming.share) / greatest($texts + $failing_texts, 1))
        ) as half
    from errors_before
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

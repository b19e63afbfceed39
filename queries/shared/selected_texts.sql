-- Texts one by one, of the whole filter
--
-- Parameters
--   $from_at     timestamptz  first instant to count
--   $until_at    timestamptz  instant after the last one to count
--   $broadcasts  varchar[]    ids or names of the broadcasts to count; null counts all of them
--   $schools     varchar[]    schools of the families to count; null counts all of them
--   $reasons     varchar[]    reasons to count, '' for none stated; null counts every text
--   $by_number   boolean      whether they are read in the order of their numbers; null reads them by time
--
-- Steps: viewer_texts, viewer_texts_by_time, selected_results
--
-- Returns one row per text, with the columns of messages
--   stage         varchar  one of the three stages
--   result_place  integer  order of the result

with

places as (

    -- The same texts in two places. Only one of them is opened.
    select *
    from viewer_texts_by_time
    where not coalesce($by_number, false)

    union all

    select *
    from viewer_texts
    where coalesce($by_number, false)

)

select
    places.*,
    selected_results.stage,
    selected_results.place as result_place
from places
inner join selected_results on places.result = selected_results.result
where
    -- Without a first and a last day, the instants aren't read.
    (cast($from_at as timestamptz) < timestamptz '1970-01-03 00:00:00+00' or places.requested_at >= $from_at)
    and (cast($until_at as timestamptz) > timestamptz '2199-12-30 00:00:00+00' or places.requested_at < $until_at)
    -- Files of other months aren't opened.
    and places.month >= strftime(cast($from_at as timestamptz) at time zone 'UTC', '%Y-%m')
    and places.month <= strftime(cast($until_at as timestamptz) at time zone 'UTC', '%Y-%m')
    and (
        $broadcasts is null
        or list_contains($broadcasts, places.broadcast_id)
        or list_contains($broadcasts, places.broadcast)
    )
    and ($schools is null or list_contains($schools, places.school))
    and selected_results.is_selected
    and (
        $reasons is null
        or list_contains(
            $reasons, case when selected_results.is_undelivered then coalesce(places.reason, '') end
        )
    )

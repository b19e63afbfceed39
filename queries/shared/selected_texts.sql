-- Texts one by one, of the whole filter
--
-- Parameters
--   $from_at     timestamptz  first instant to count
--   $until_at    timestamptz  instant after the last one to count
--   $broadcasts  varchar[]    ids or names of the broadcasts to count; null counts all of them
--   $schools     varchar[]    schools of the families to count; null counts all of them
--   $reasons     varchar[]    reasons to count, '' for none stated; null counts every text
--
-- Steps: viewer_texts, selected_results
--
-- Returns one row per text, with the columns of viewer_texts
--   stage         varchar  one of the three stages
--   result_place  integer  order of the result

select
    viewer_texts.*,
    selected_results.stage,
    selected_results.place as result_place
from viewer_texts
inner join selected_results on viewer_texts.result = selected_results.result
where
    viewer_texts.requested_at >= $from_at and viewer_texts.requested_at < $until_at
    and (
        $broadcasts is null
        or list_contains($broadcasts, viewer_texts.broadcast_id)
        or list_contains($broadcasts, viewer_texts.broadcast)
    )
    and ($schools is null or list_contains($schools, viewer_texts.school))
    and selected_results.is_selected
    and (
        $reasons is null
        or list_contains(
            $reasons, case when selected_results.is_undelivered then coalesce(viewer_texts.reason, '') end
        )
    )

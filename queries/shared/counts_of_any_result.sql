-- Texts counted by day, of the selected days, broadcasts, schools and reasons, of any result
--
-- Parameters
--   $from_date   date       first day to count, in the district's zone
--   $until_date  date       day after the last one to count
--   $broadcasts  varchar[]  ids or names of the broadcasts to count; null counts all of them
--   $schools     varchar[]  schools of the families to count; null counts all of them
--   $reasons     varchar[]  reasons to count, '' for none stated; null counts every text
--
-- Steps: viewer_counts, selected_results
--
-- Returns one row per day, school, broadcast, result and reason that has texts
--   day                 date         day of the request, in the district's zone
--   school              varchar      school of the families
--   broadcast_id        varchar      id of the broadcast at the service
--   broadcast           varchar      name of the broadcast
--   result              varchar      one of the five results
--   reason              varchar      key of one of the nine reasons; null if the log states none
--   texts               bigint       number of texts
--   first_requested_at  timestamptz  when the first of them was requested
--   last_requested_at   timestamptz  when the last of them was requested
--   result_place        integer      order of the result
--   is_undelivered      boolean      whether the texts were not delivered
--   is_selected         boolean      whether the result is selected

select
    viewer_counts.day,
    viewer_counts.school,
    viewer_counts.broadcast_id,
    viewer_counts.broadcast,
    viewer_counts.result,
    viewer_counts.reason,
    viewer_counts.texts,
    viewer_counts.first_requested_at,
    viewer_counts.last_requested_at,
    selected_results.place as result_place,
    selected_results.is_undelivered,
    selected_results.is_selected
from viewer_counts
inner join selected_results on viewer_counts.result = selected_results.result
where
    viewer_counts.day >= $from_date and viewer_counts.day < $until_date
    and (
        $broadcasts is null
        or list_contains($broadcasts, viewer_counts.broadcast_id)
        or list_contains($broadcasts, viewer_counts.broadcast)
    )
    and ($schools is null or list_contains($schools, viewer_counts.school))
    and (
        $reasons is null
        or list_contains(
            $reasons, case when selected_results.is_undelivered then coalesce(viewer_counts.reason, '') end
        )
    )

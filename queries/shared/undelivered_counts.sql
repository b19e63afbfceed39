-- Texts counted by day, of the whole filter, once for each undelivered result
--
-- Steps: selected_counts
--
-- Returns one row per row of selected_counts and undelivered result
--   school             varchar      school of the families
--   broadcast_id       varchar      id of the broadcast at the service
--   broadcast          varchar      name of the broadcast
--   last_requested_at  timestamptz  when the last of the texts was requested
--   result             varchar      an undelivered result
--   result_place       integer      order of that result
--   texts              bigint       number of texts
--   undelivered        bigint       number of texts with that result
--   all_undelivered    bigint       number of texts with any undelivered result

select
    selected_counts.school,
    selected_counts.broadcast_id,
    selected_counts.broadcast,
    selected_counts.last_requested_at,
    results.result,
    results.place as result_place,
    selected_counts.texts,
    case when selected_counts.result = results.result then selected_counts.texts else 0 end as undelivered,
    case when selected_counts.is_undelivered then selected_counts.texts else 0 end as all_undelivered
from selected_counts
cross join results
where results.is_undelivered

-- Texts counted by day, of the whole filter and those compared with, once for each undelivered result
--
-- Steps: compared_counts
--
-- Returns one row per row of compared_counts and undelivered result
--   school                varchar      school of the families
--   broadcast_id          varchar      id of the broadcast at the service
--   broadcast             varchar      name of the broadcast
--   last_requested_at     timestamptz  when the last of the texts was requested
--   result                varchar      an undelivered result
--   result_place          integer      order of that result
--   texts                 bigint       number of texts of the filter
--   undelivered           bigint       number of them with that result
--   all_undelivered       bigint       number of them with any undelivered result
--   compared_texts        bigint       number of texts to compare with
--   compared_undelivered  bigint       number of them with any undelivered result

select
    compared_counts.school,
    compared_counts.broadcast_id,
    compared_counts.broadcast,
    compared_counts.last_requested_at,
    results.result,
    results.place as result_place,
    case when is_in_filter then compared_counts.texts else 0 end as texts,
    case when is_in_filter and compared_counts.result = results.result then compared_counts.texts else 0 end
        as undelivered,
    case when is_in_filter and compared_counts.is_undelivered then compared_counts.texts else 0 end as all_undelivered,
    case when compared_period is not null then compared_counts.texts else 0 end as compared_texts,
    case when compared_period is not null and compared_counts.is_undelivered then compared_counts.texts else 0 end
        as compared_undelivered
from compared_counts
cross join results
where results.is_undelivered

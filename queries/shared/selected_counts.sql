-- Texts counted by day, of the whole filter
--
-- Steps: counts_of_any_result
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

select
    day,
    school,
    broadcast_id,
    broadcast,
    result,
    reason,
    texts,
    first_requested_at,
    last_requested_at,
    result_place,
    is_undelivered
from counts_of_any_result
where is_selected

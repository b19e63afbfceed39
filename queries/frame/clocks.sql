-- How new is the data?
--
-- Steps: viewer_counts, log_updates
--
-- Returns one row
--   log_as_of       timestamptz  the newest instant that message logs cover
--   newest_text_at  timestamptz  when the newest text was requested
--   consent_as_of   timestamptz  date of the newest consent list
--   first_day       date         first day with texts, in the district's zone
--   last_day        date         last day with texts
--   texts           bigint       number of texts
--   on_the_way      bigint       texts that are in progress
--   usual_hours     double       usual hours between two message logs; null for fewer than three logs

select
    (select log_updates.log_as_of from log_updates) as log_as_of,
    max(viewer_counts.last_requested_at) as newest_text_at,
    (select log_updates.consent_as_of from log_updates) as consent_as_of,
    min(viewer_counts.day) as first_day,
    max(viewer_counts.day) as last_day,
    cast(coalesce(sum(viewer_counts.texts), 0) as bigint) as texts,
    cast(coalesce(sum(viewer_counts.texts) filter (where not results.is_final), 0) as bigint) as on_the_way,
    (select log_updates.usual_hours from log_updates) as usual_hours
from viewer_counts
inner join results on viewer_counts.result = results.result

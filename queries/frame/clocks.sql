-- How new is the data?
--
-- Steps: viewer_counts
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

with

log_times as (

    select
        imports.as_of,
        lag(imports.as_of) over (order by imports.as_of) as as_of_before
    from imports
    where imports.kind = 'log' and imports.as_of is not null

),

rhythm as (

    select case when count(*) >= 2 then median(date_diff('second', as_of_before, as_of)) / 3600 end as usual_hours
    from log_times
    where as_of > as_of_before

)

select
    (select max(imports.as_of) from imports where imports.kind = 'log') as log_as_of,
    max(viewer_counts.last_requested_at) as newest_text_at,
    (select max(imports.as_of) from imports where imports.kind = 'status') as consent_as_of,
    min(viewer_counts.day) as first_day,
    max(viewer_counts.day) as last_day,
    cast(coalesce(sum(viewer_counts.texts), 0) as bigint) as texts,
    cast(coalesce(sum(viewer_counts.texts) filter (where not results.is_final), 0) as bigint) as on_the_way,
    (select rhythm.usual_hours from rhythm) as usual_hours
from viewer_counts
inner join results on viewer_counts.result = results.result

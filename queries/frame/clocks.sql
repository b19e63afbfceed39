-- As of when is what is shown?
--
-- Parameters
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row
--   log_as_of       timestamptz  the newest instant that the message log vouches for
--   newest_text_at  timestamptz  when the newest text was requested
--   consent_as_of   timestamptz  the newest consent list's own date
--   first_day       date         first day with texts, in the district's zone
--   last_day        date         last day with texts
--   texts           bigint       texts in all
--   on_the_way      bigint       of these, without a final word yet
--   usual_hours     double       hours that usually lie between two logs; null for fewer than three

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
    max(daily_results.last_requested_at) as newest_text_at,
    (select max(imports.as_of) from imports where imports.kind = 'status') as consent_as_of,
    min(daily_results.day) as first_day,
    max(daily_results.day) as last_day,
    cast(coalesce(sum(daily_results.texts), 0) as bigint) as texts,
    cast(coalesce(sum(daily_results.texts) filter (where not results.is_final), 0) as bigint) as on_the_way,
    (select rhythm.usual_hours from rhythm) as usual_hours
from daily_results
inner join results on daily_results.result = results.result
where $schools_allowed is null or list_contains($schools_allowed, daily_results.school)

-- When logs and consent lists were updated, of all schools
--
-- Returns one row
--   log_as_of      timestamptz  the newest instant that message logs cover
--   consent_as_of  timestamptz  date of the newest consent list
--   usual_hours    double       usual hours between two message logs; null for fewer than three logs

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
    (select max(imports.as_of) from imports where imports.kind = 'status') as consent_as_of,
    usual_hours
from rhythm

-- Of which days has no message log been taken in?
--
-- Parameters
--   $from_date   date     first day looked at, in the district's zone
--   $until_date  date     first day not looked at
--   $zone        varchar  the IANA zone of the days
--
-- Returns one row per day of the log's own span that no log covers, and that has no texts, oldest first
--   day  date  the day

with

covered as (

    select
        cast(imports.covers_from at time zone $zone as date) as first_day,
        cast(imports.as_of at time zone $zone as date) as last_day
    from imports
    where imports.kind = 'log' and imports.covers_from is not null

),

looked_at as (

    select
        greatest($from_date, min(covered.first_day)) as first_day,
        least($until_date - 1, cast(max(imports.as_of) at time zone $zone as date)) as last_day
    from covered
    cross join imports

),

every_day as (

    select unnest(generate_series(first_day, last_day, interval 1 day)) as at
    from looked_at

)

select cast(every_day.at as date) as day
from every_day
where
    not exists (
        select 1
        from covered
        where cast(every_day.at as date) between covered.first_day and covered.last_day
    )
    and cast(every_day.at as date) not in (select daily_results.day from daily_results)
order by day

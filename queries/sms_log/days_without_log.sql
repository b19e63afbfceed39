-- Which days have no message log?
--
-- Parameters
--   $from_date   date     first day to look at, in the district's zone
--   $until_date  date     day after the last one to look at
--   $zone        varchar  IANA time zone of the days
--
-- Steps: viewer_counts
--
-- Returns one row per day between the first and the last that logs cover, that none covers and that has no texts
--   day  date  the day

with

covered as (

    select
        cast(imports.covers_from at time zone $zone as date) as first_day,
        cast(imports.as_of at time zone $zone as date) as last_day
    from imports
    where imports.kind = 'log' and imports.covers_from is not null and imports.as_of is not null

),

span as (

    select
        min(first_day) as first_day,
        max(last_day) as last_day
    from covered

),

digits as (

    select unnest([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) as digit

),

numbers as (

    -- Enough for the days of two centuries.
    select
        ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit + 10000 * myriads.digit as number
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    cross join digits as myriads

),

every_day as (

    select span.first_day + numbers.number as day
    from span
    inner join numbers on span.first_day + numbers.number <= span.last_day

)

select every_day.day
from every_day
where
    every_day.day >= $from_date and every_day.day < $until_date
    and not exists (
        select 1
        from covered
        where every_day.day between covered.first_day and covered.last_day
    )
    and not exists (
        select 1
        from viewer_counts
        where viewer_counts.day = every_day.day
    )
order by every_day.day

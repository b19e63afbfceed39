-- What did administrators note on the selected days?
--
-- Parameters
--   $from_date   date       first day, in the district's zone
--   $until_date  date       day after the last one
--   $schools     varchar[]  schools whose notes count beside those for the whole district; null counts all of them
--   $rows        bigint     only so many notes
--
-- Steps: viewer_day_notes
--
-- Returns one row per note on one of these days, the oldest first; of more than $rows those on the newest days
--   note_id     varchar      note
--   first_day   date         first day that it is about
--   last_day    date         last day that it is about
--   school      varchar      school that it is about; null for the whole district
--   note        varchar      what it says
--   written_by  varchar      who wrote or changed it last
--   written_at  timestamptz  when that was
--   of_notes    bigint       number of notes on these days

with

newest as (

    select
        note_id,
        first_day,
        last_day,
        school,
        note,
        written_by,
        written_at,
        count(*) over () as of_notes
    from viewer_day_notes
    where
        first_day < $until_date
        and last_day >= $from_date
        and ($schools is null or school is null or list_contains($schools, school))
    order by last_day desc, first_day desc, note_id
    limit $rows

)

select
    note_id,
    first_day,
    last_day,
    school,
    note,
    written_by,
    written_at,
    of_notes
from newest
order by first_day, last_day, note_id

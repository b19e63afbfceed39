-- Notes on days, for the whole district or one of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per note
--   note_id     varchar      note
--   first_day   date         first day that it is about, in the district's zone
--   last_day    date         last day that it is about
--   school      varchar      school that it is about; null for the whole district
--   note        varchar      what it says
--   written_by  varchar      who wrote or changed it last
--   written_at  timestamptz  when that was

select
    note_id,
    first_day,
    last_day,
    school,
    note,
    written_by,
    written_at
from day_notes
where $schools_allowed is null or school is null or list_contains($schools_allowed, school)

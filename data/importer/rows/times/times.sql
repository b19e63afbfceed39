-- Statements about the times of an import that SQL alone can't read. staged_times.py generates those that name a
-- file's own columns.

-- step create_times_read: Makes times_read: what the reader of forms.py states of each distinct text, local time or
-- instant, and whether the clock repeats or skips it. Filled by staged_times.py.
create or replace table times_read (text varchar, local timestamp, zoned timestamptz, note varchar);

-- step instants_read: Makes instants_read: the instant of each text of the column of times $field.
create or replace table instants_read as
select
    text,
    instant(zoned, local, $field) as moment,
    coalesce(note, clock_note(local, $field)) as note
from times_read

-- What a file's first records show about its columns of ids and of times.

-- step create: Makes id_columns, a row for each column of ids.
create or replace table id_columns (
    field varchar, has_scientific boolean, is_rounded boolean, is_numbered boolean, start varchar
);

-- step look_at: Adds the column message_id (or the field that columns.py puts in its place) to id_columns: whether it
-- has ids in scientific form, whether all of 16 digits and more end in zeros, as a spreadsheet leaves them, and
-- whether they are the numbers of the rows. `start` is the letters with which most ids begin, before a figure.
insert into id_columns
with

ids as (

    select
        place,
        trim(message_id, E' \t\r\n' || chr(160)) as id
    from first_records

)

select
    $field as field,
    coalesce(bool_or(is_scientific(id)), false) as has_scientific,
    count(*) filter (where regexp_full_match(id, '[0-9]{16,}')) > 0
    and count(*) filter (where regexp_full_match(id, '[0-9]{16,}'))
    = count(*) filter (where regexp_full_match(id, '[0-9]{15}0+')) as is_rounded,
    coalesce(bool_and(id is not distinct from cast(place as varchar)), false) as is_numbered,
    mode(nullif(regexp_extract(id, '^([A-Za-z]+)[0-9]', 1), '')) as start
from ids;

-- step rounded: The columns whose long ids are rounded to 15 digits. Reads id_columns.
select field
from id_columns
where is_rounded;

-- step left_empty: The columns of contacts and broadcasts that have ids which a spreadsheet rounded. Reads id_columns.
select field
from id_columns
where (has_scientific or is_rounded) and field in ('contact_id', 'broadcast_id');

-- step row_numbers: The column of message ids if it only numbers the rows. Reads id_columns.
select field
from id_columns
where field = 'message_id' and is_numbered and getvariable('is_generic');

-- step starts: With which letters most ids of each column begin. Reads id_columns.
select
    field,
    start
from id_columns;

-- step times: Whether the times have hours and minutes but no seconds, and whether they are dates in figures whose
-- day and month could be exchanged.
with

times as (

    select requested_at as cell
    from first_records
    where trim(requested_at) <> ''

)

select
    coalesce(
        bool_and(
            regexp_matches(cell, '(^|[^0-9:.])[0-9]{1,2}:[0-9]{2}([^0-9:]|$)')
            and not regexp_matches(cell, '[0-9]:[0-9]{2}:[0-9]{2}')
        ), false
    ) as lacks_seconds,
    coalesce(bool_and(regexp_matches(cell, '^\s*[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}')), false) as may_be_turned
from times

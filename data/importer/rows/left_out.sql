-- Rows that aren't imported: on which line of the file each begins, and its cells as they were. What a statement
-- calls `records` is the view of the file's records (staging.open_records).

-- step has_line_ends: One row if ends_inside is there.
select table_name
from duckdb_tables()
where table_name = 'ends_inside';

-- step no_line_ends: Makes ends_inside for a file without line ends in its cells.
create or replace table ends_inside (record bigint, ends bigint);

-- step line_ends: Makes ends_inside: every record with line ends in its cells, and how many there are up to and
-- including it. A record's number is its place in the file that DuckDB reads.
create or replace table ends_inside as
with

counted as (

    select
        row_number() over () - 1 as record,
        concat(*columns(* exclude (line, broken))) as cells
    from records

),

filled as (

    select
        record,
        length(cells) - length(replace(cells, chr(10), '')) as ends
    from counted

)

select
    record,
    cast(sum(ends) over (order by record) as bigint) as ends
from filled
where ends > 0;

-- step all_line_ends: How many line ends the cells of the file have. Reads ends_inside.
select coalesce(max(ends), 0) as ends
from ends_inside;

-- step omitted: Makes omitted: every record that isn't imported, its place among them, its omission, its line if the
-- source knows it, and how many lines the records before it take. Reads judged and ends_inside.
create or replace table omitted as
with

left_out as (

    select
        record,
        line,
        omission
    from judged
    where omission is not null

)

select
    row_number() over (order by left_out.record) - 1 as place,
    left_out.record,
    left_out.omission,
    left_out.line,
    left_out.record + coalesce(ends_inside.ends, 0) as lines_before
from left_out
asof left join ends_inside on left_out.record > ends_inside.record;

-- step spans: The first line of every omitted record, from 0 after the header, and how many lines it takes: one
-- more than the line ends in its cells. Reads omitted and ends_inside.
select
    omitted.lines_before,
    1 + coalesce(omitted.record + ends_inside.ends - omitted.lines_before, 0) as lines
from omitted
left join ends_inside on omitted.record = ends_inside.record
order by omitted.place;

-- step originals_copied: Makes originals (record and the file's cells) of records, a file with the omitted lines
-- alone. Reads omitted.
create or replace view originals as
with

numbered as (

    select
        row_number() over () - 1 as place,
        * exclude (line, broken)
    from records

)

select
    omitted.record,
    numbered.* exclude (place)
from numbered
inner join omitted using (place);

-- step originals_numbered: Makes originals (record and the file's cells) of records that have numbers. Reads
-- omitted.
create or replace view originals as
select * exclude (line, broken)
from records
semi join omitted using (record);

-- step rows: Every row that isn't imported, in the order of the file: line, kind, field and why, then its cells.
-- Reads omitted and originals; $first_line is the line of the file's first record.
select
    coalesce(omitted.line, $first_line + omitted.lines_before) as line,
    omitted.omission.kind as kind,
    omitted.omission.field as field,
    omitted.omission.why as why,
    originals.* exclude (record)
from originals
inner join omitted using (record)
order by record

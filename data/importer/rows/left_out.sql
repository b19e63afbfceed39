-- Rows that aren't imported: on which line of the file each begins, and its cells as they were. What a statement
-- calls `records` is the view of the file's records (staging.open_records).

-- step no_line_ends: Makes ends_inside for a file without line ends in its cells.
create table ends_inside (record bigint, ends bigint);

-- step line_ends: Makes ends_inside: every record with line ends in its cells, and how many there are up to and
-- including it. A record's number is its place in the file that DuckDB reads.
create table ends_inside as
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

-- step faulty: Makes faulty: every record that isn't imported, its place among them, its fault, its line if the
-- source knows it, and how many lines the records before it take. Reads judged and ends_inside.
create table faulty as
with

left_out as (

    select
        record,
        line,
        fault
    from judged
    where fault is not null

)

select
    row_number() over (order by left_out.record) - 1 as place,
    left_out.record,
    left_out.fault,
    left_out.line,
    left_out.record + coalesce(ends_inside.ends, 0) as lines_before
from left_out
asof left join ends_inside on left_out.record > ends_inside.record;

-- step spans: The first line of every faulty record, from 0 after the header, and how many lines it takes: one
-- more than the line ends in its cells. Reads faulty and ends_inside.
select
    faulty.lines_before,
    1 + coalesce(faulty.record + ends_inside.ends - faulty.lines_before, 0) as lines
from faulty
left join ends_inside on faulty.record = ends_inside.record
order by faulty.place;

-- step originals_copied: Makes originals (record and the file's cells) of records, a file with the faulty lines
-- alone. Reads faulty.
create view originals as
with

numbered as (

    select
        row_number() over () - 1 as place,
        * exclude (line, broken)
    from records

)

select
    faulty.record,
    numbered.* exclude (place)
from numbered
inner join faulty using (place);

-- step originals_numbered: Makes originals (record and the file's cells) of records that have numbers. Reads
-- faulty.
create view originals as
select * exclude (line, broken)
from records
semi join faulty using (record);

-- step rows: Every row that isn't imported, in the order of the file: line, kind, field and why, then its cells.
-- Reads faulty and originals; $first_line is the line of the file's first record.
select
    coalesce(faulty.line, $first_line + faulty.lines_before) as line,
    faulty.fault.kind as kind,
    faulty.fault.field as field,
    faulty.fault.why as why,
    originals.* exclude (record)
from originals
inner join faulty using (record)
order by record

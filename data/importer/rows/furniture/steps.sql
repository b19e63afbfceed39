-- Lines of a report among the records of a file that DuckDB reads: found by what they lack, and known by their cells.

-- step log: Makes likely, the records of a message log without a number and a time. Reads staged.
create or replace table likely as
select record
from staged
where number is null and requested_at is null;

-- step status: Makes likely, the records of a consent list without a number and a date. Reads staged.
create or replace table likely as
select record
from staged
where
    number is null and changed_at is null
    and length(regexp_replace(coalesce(number_text, ''), '[^0-9]', '', 'g')) < 7;

-- step contacts: Makes likely, the records of a contact list with hardly more than an id. Reads staged.
create or replace table likely as
select record
from staged
where
    number is null and school is null and student_id is null and email is null
    and length(regexp_replace(coalesce(number_text, ''), '[^0-9]', '', 'g')) < 7;

-- step counts: How many records the file has, and how many of them are likely lines of a report.
select
    (select count(*) from staged) as record_count,
    (select count(*) from likely) as likely_count;

-- step omitted: Makes omitted (see left_out.sql) of the likely ones. Reads likely and ends_inside.
create or replace table omitted as
select
    row_number() over (order by likely.record) - 1 as place,
    likely.record,
    likely.record + coalesce(ends_inside.ends, 0) as lines_before
from likely
asof left join ends_inside on likely.record > ends_inside.record;

-- step originals: The likely ones with the file's cells. Reads originals.
select *
from originals
order by record;

-- step marked: Makes staged again, with the key under which each line of a report is skipped in its column broken.
-- Reads the table marks (record, why).
alter view staged rename to unmarked;

create view staged as
select unmarked.* replace (coalesce(marks.why, unmarked.broken) as broken)
from unmarked
left join marks on unmarked.record = marks.record

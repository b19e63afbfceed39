-- Statements about the staged records of an import; staging.py generates only those that name a file's columns.

-- step create_numbers_read: What every distinct number is that isn't plain: the number, or why it is none (neither
-- for a placeholder), whether words beside it aren't read, and whether it is an extension. Filled by
-- distinct_values.py.
create table numbers_read (text varchar, number bigint, why varchar, has_words boolean, is_extension boolean);

-- step create_number_lists: The cells that hold several numbers, each with its parts. Filled by distinct_values.py.
create table number_lists (text varchar, parts varchar[], numbers bigint[]);

-- step has_odd_numbers: Whether the file has any of these. Reads numbers_read.
select coalesce(bool_or(has_words or is_extension or (number is null and why is null)), false) as has_any
from numbers_read;

-- step odd_rows: How many rows have a number beside words, an extension, or a placeholder. Reads staged and
-- numbers_read.
select
    count(*) filter (where has_words) as with_words,
    count(*) filter (where is_extension) as with_extension,
    count(*) filter (where numbers_read.number is null and why is null) as with_placeholder
from staged
inner join numbers_read on staged.number_text = numbers_read.text;

-- step first_records: Makes first_records, the first rows of the view raw, each with its place from 1.
create or replace table first_records as
select
    row_number() over () as place,
    firsts.*
from (select * from raw limit 2000) as firsts;  -- noqa: AM09

-- step odd_numbers: The distinct numbers that aren't plain. Reads staged.
select distinct number_text as text
from staged
where number_text is not null;

-- step drop_everything: the statements that empty an import's database of its tables and views
select 'drop table "' || table_name || '"' as statement from duckdb_tables()
union all
select 'drop view "' || view_name || '"' from duckdb_views() where not internal

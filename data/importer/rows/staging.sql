-- Statements about the staged records of an import; staging.py generates only those that name a file's columns.

-- step create_numbers_read: What the library reads in every distinct number that isn't plain: the number, or why
-- it is none. Filled by distinct_values.py.
create table numbers_read (text varchar, number bigint, why varchar);

-- step odd_numbers: The distinct numbers that aren't plain. Reads staged.
select distinct number_text as text
from staged
where number_text is not null;

-- step columns_of_cleaned: The names and types of the columns that the view cleaned has.
select
    column_name,
    data_type
from duckdb_columns()
where table_name = 'cleaned'
order by column_index;

-- step first_rows: The first rows as an import would store them, with why a row is skipped or rejected. Reads judged.
select
    *,
    omission.why as why
from judged
order by record

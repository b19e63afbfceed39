-- How the accepted records of a message log meet the stored messages. arriving.sql and changes.sql have the two
-- longer steps; the shorter ways here are for files where every record is a message of its own, or a new one.

-- step all_arrive: Makes arriving, where no message has two records. Reads judged.
create or replace view arriving as
select * exclude (omission, clock_note, opts_out)
from judged
where omission is null;

-- step all_are_new: Makes changes, where no message is stored yet. Reads arriving.
create view changes as
select
    *,
    cast(null as varchar) as month_before,
    true as is_new
from arriving;

-- step stored_nearby: Makes stored, the stored messages that may change, of the months that arrive. Reads near.
create table stored as
select *
from near
semi join arriving using (service, message_id);

-- step not_stored: Makes not_stored, the arriving messages that aren't stored in those months. Reads stored.
create table not_stored as
select
    service,
    message_id
from arriving
anti join stored using (service, message_id);

-- step months_by_hashes: Of other months, whether their hashes are made as here ($check_word is among them), and
-- whether they have some of these ids: a corrected time may have moved them. Reads id_hashes and not_stored.
with

sought as (

    select hash(message_id) as id_hash
    from not_stored
    union all
    select hash($check_word::varchar) as id_hash

)

select
    month,
    bool_or(id_hash = hash($check_word::varchar)) as is_usable,
    bool_or(id_hash <> hash($check_word::varchar)) as may_have_some
from id_hashes
semi join sought using (id_hash)
group by month;

-- step months_far: The other months that have some of them. Reads far, which has all other months without hashes.
select distinct month
from far
semi join not_stored using (service, message_id);

-- step stored_far: Adds them to stored. Reads hit, which has those months.
insert into stored
select *
from hit
semi join not_stored using (service, message_id);

-- step stored_rows: How many stored messages may change. Reads stored.
select count(*) as rows
from stored;

-- step arriving_rows: How many messages arrive. Reads arriving.
select count(*) as rows
from arriving;

-- step changed_rows: How many messages are new, and how many change a stored one. Reads changes.
select
    count(*) filter (where is_new) as stored,
    count(*) filter (where not is_new) as updated
from changes;

-- step months_of_file: Makes touched_months of the months in the file.
create table touched_months as
select unnest($months::varchar[]) as month;

-- step months_of_changes: Makes touched_months of the months that changes touch, before and after. Reads changes.
create table touched_months as
select month
from changes
union
select month_before
from changes;

-- step all_stay: Makes staying, where the touched months have no stored rows: a join would only cost time.
create view staying as
select *
from touched;

-- step some_stay: Makes staying, the stored rows of the touched months that don't change. Reads touched, changes.
create view staying as
select *
from touched
anti join changes using (service, message_id)

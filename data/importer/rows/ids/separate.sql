-- Ids that aren't ids of the texts that they stand beside: such texts get one that is made (make.sql).

-- step without_id: Makes without_id, the rows to make an id for, where all ids are right. Reads staged.
create or replace table unfit_ids (record bigint);

create or replace view without_id as
select *
from staged
where message_id is null;

-- step and_unfit: Makes without_id again, with the rows of unfit_ids. Reads staged and unfit_ids.
create or replace view without_id as
select *
from staged
where message_id is null or record in (select unfit_ids.record from unfit_ids);

-- step shared: Adds to unfit_ids the rows of a file whose id also stands beside another number or time. Reads judged.
insert into unfit_ids
with

shared as (

    select
        service,
        message_id
    from judged
    where omission is null
    group by service, message_id
    having count(distinct number) > 1 or count(distinct requested_at) > 1

)

select judged.record
from judged
semi join shared using (service, message_id)
where judged.omission is null;

-- step of_others: Adds to unfit_ids the arriving rows whose id is stored with another number. Reads changes.
insert into unfit_ids
select record
from changes
where is_another;

-- step find_stored: Adds to stored what is stored under the ids that were made, which are of the same months. Reads
-- near, arriving and stored.
insert into stored
select near.*
from near
semi join arriving using (service, message_id)
anti join stored using (service, message_id);

-- step counts: How many rows have ids of others, and how many have none. Reads unfit_ids and staged.
select
    (select count(*) from unfit_ids) as unfit,
    (select count(*) from staged where message_id is null) as without_id;

-- step keys: How many texts the accepted rows are (see log/count.sql). Reads judged.
select count(distinct hash(service, message_id)) as rows
from judged
where omission is null;

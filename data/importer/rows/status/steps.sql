-- The shorter steps of statuses: of consent lists, and of message logs that tell statuses (log/consent.sql).

-- step said: Makes said, the accepted points in time. Reads judged.
create view said as
select
    number,
    short_code,
    status,
    said_at,
    is_logged,
    how,
    record
from judged
where fault is null;

-- step known: Makes consents_known, the stored changes of the arriving numbers. Reads consents_existing and said.
create table consents_known as
select *
from consents_existing
where number in (select said.number from said);

-- step changed_rows: How many changes are new, and how many move a stored one to an earlier date. Reads
-- consents_merged.
select
    count(*) filter (where is_new and not is_earlier) as stored,
    count(*) filter (where is_new and is_earlier) as updated
from consents_merged

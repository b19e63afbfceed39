-- The shorter steps of statuses: of consent lists, and of message logs with statuses (log/statuses.sql).

-- step points: Makes status_points, the accepted points in time. Reads judged.
create view status_points as
select
    number,
    short_code,
    status,
    stated_at,
    is_logged,
    how,
    record
from judged
where omission is null;

-- step changes_before: Makes changes_before, the stored changes of the arriving numbers. Reads stored_changes and
-- status_points.
create table changes_before as
select *
from stored_changes
where number in (select status_points.number from status_points);

-- step changed_rows: How many changes are new, and how many move a stored one to an earlier date. Reads
-- changes_merged.
select
    count(*) filter (where is_new and not is_earlier) as stored,
    count(*) filter (where is_new and is_earlier) as updated
from changes_merged

-- What consent_conflicts.sql reads in the database of an import, and how many numbers it finds.

-- step import_texts: The texts that are new or changed. Reads changes.
create or replace view import_texts as
select *
from changes;

-- step stored_statuses: What was stated of numbers, where the file states nothing. Reads stored_changes.
create or replace view viewer_changes as
select *
from stored_changes;

-- step merged_statuses: What was stated of numbers, with what the file states. Reads stored_changes and changes_merged.
create or replace view viewer_changes as
select *
from stored_changes
anti join changes_merged using (number)
union all by name
select * exclude (is_new, is_earlier)
from changes_merged;

-- step counts: How many numbers were refused, and how many accepted. Reads conflicts.
select
    count(distinct number) filter (where was_refused) as refused,
    count(distinct number) filter (where not was_refused) as accepted
from conflicts

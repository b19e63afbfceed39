-- The whole of status_changes as it will be. Numbers that aren't in the file stay as they were.
-- Reads stored_changes and changes_merged.
select
    number, short_code, status, changed_at, how, observed_after, confirmed_until, is_logged, import_id
from stored_changes
anti join changes_merged using (number)
union all
select
    number, short_code, status, changed_at, how, observed_after, confirmed_until, is_logged, import_id
from changes_merged
order by number, short_code, changed_at, is_logged desc

-- The whole of status_changes as it will be. Numbers that aren't in the file stay as they were.
-- Reads consents_existing and consents_merged.
select
    number, short_code, status, changed_at, how, observed_after, confirmed_until, is_logged, import_id
from consents_existing
anti join consents_merged using (number)
union all
select
    number, short_code, status, changed_at, how, observed_after, confirmed_until, is_logged, import_id
from consents_merged
order by number, short_code, changed_at, is_logged desc

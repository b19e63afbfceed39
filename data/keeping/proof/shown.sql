-- The entries of the record about a number, or with a broadcast among their filters: what was shown to whom.
select
    entry,
    happened_at,
    who,
    role,
    action,
    about,
    detail,
    filters,
    row_count,
    is_masked,
    hash
from record
where
    subject = $subject
    or ($broadcast is not null and contains(filters, to_json(cast($broadcast as varchar))))
order by entry

-- How many rows there are of each kind (see row_counts in clean.sql), and the newest time. Reads judged.
select
    unnest(row_counts(omission, clock_note)),  -- noqa: AL03
    max(stated_at) filter (where omission is null) as newest_at
from judged

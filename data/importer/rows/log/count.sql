-- How many rows there are of each kind (see row_counts in clean.sql), how many messages (`keys`: two ids may share a
-- hash by chance, which only costs the slower way through arriving.sql), and their times and months. Everything is
-- counted in one pass over all records. Reads judged.
select
    unnest(row_counts(omission, clock_note)),  -- noqa: AL03
    max(greatest(requested_at, accepted_at, updated_at)) filter (where omission is null) as newest_at,
    min(requested_at) filter (where omission is null) as covers_from,
    count(distinct hash(service, message_id)) filter (where omission is null) as keys,
    list(distinct month) filter (where omission is null) as months
from judged

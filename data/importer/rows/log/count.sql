-- How many rows were read, accepted, skipped and rejected, how many times fall in an hour of a clock change, how
-- many messages there are (`keys`: two ids may share a hash by chance, which only costs the slower way through
-- arriving.sql), and their times and months. Everything is counted in one pass over all records. Reads judged.
select
    count(*) as rows_read,
    count(*) filter (where omission is null) as accepted,
    count(*) filter (where omission.kind = 'set aside') as set_aside,
    count(*) filter (where omission.kind = 'rejected') as rejected,
    count(*) filter (where omission is null and clock_note = 'repeated') as repeated,
    count(*) filter (where omission is null and clock_note = 'skipped') as skipped,
    max(greatest(requested_at, accepted_at, updated_at)) filter (where omission is null) as newest_at,
    min(requested_at) filter (where omission is null) as covers_from,
    count(distinct hash(service, message_id)) filter (where omission is null) as keys,
    list(distinct month) filter (where omission is null) as months
from judged

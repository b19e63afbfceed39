-- How many rows were read, accepted, skipped and rejected, how many times fall in an hour of a clock change, and
-- the newest time. Reads judged.
select
    count(*) as rows_read,
    count(*) filter (where omission is null) as accepted,
    count(*) filter (where omission.kind = 'set aside') as set_aside,
    count(*) filter (where omission.kind = 'rejected') as rejected,
    count(*) filter (where omission is null and clock_note = 'repeated') as repeated,
    count(*) filter (where omission is null and clock_note = 'skipped') as skipped,
    max(stated_at) filter (where omission is null) as newest_at
from judged

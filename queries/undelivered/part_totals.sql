-- How many of the undelivered texts had a duplicate number, weren't allowed, or couldn't be delivered?
--
-- Steps: part_level
-- Ignores: $results, $reasons
--
-- Returns one row per part of the undelivered texts, the four always
--   part       varchar  key of the part in the vocabulary
--   texts      bigint   number of undelivered texts whose reason is in that part
--   share_pct  double   share in all undelivered texts, 0 to 100; null without any

select
    part,
    texts,
    share_pct
from part_level
order by place

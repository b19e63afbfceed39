-- Why weren't texts delivered?
--
-- Steps: reason_level
--
-- Returns one row per undelivered result and reason that has texts, most texts first in each result
--   result     varchar  an undelivered result
--   reason     varchar  key of one of the nine reasons; null if the log states none
--   texts      bigint   number of texts
--   share_pct  double   share in all undelivered texts, 0 to 100

select
    result,
    reason,
    texts,
    share_pct
from reason_level
order by place, texts desc, reason

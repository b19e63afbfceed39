-- Texts by result and reason, of any result
--
-- Steps: counts_of_any_result
--
-- Returns one row per result and reason that has texts
--   result  varchar  one of the five results
--   reason  varchar  key of one of the nine reasons; null if the log states none
--   texts   hugeint  number of texts

select
    result,
    reason,
    sum(texts) as texts
from counts_of_any_result
group by result, reason

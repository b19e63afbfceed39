-- Undelivered texts of the selected results by result and reason
--
-- Steps: outcome_counts, selected_results
--
-- Returns one row per undelivered result and reason that has texts
--   place      integer  order of the results
--   result     varchar  an undelivered result
--   reason     varchar  key of one of the nine reasons; null if the log states none
--   texts      bigint   number of texts
--   share_pct  double   share in all undelivered texts, 0 to 100

select
    selected_results.place,
    outcome_counts.result,
    outcome_counts.reason,
    cast(outcome_counts.texts as bigint) as texts,
    100e0 * outcome_counts.texts / sum(outcome_counts.texts) over () as share_pct
from outcome_counts
inner join selected_results on outcome_counts.result = selected_results.result
where selected_results.is_undelivered and selected_results.is_selected

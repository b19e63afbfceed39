-- Texts by result, whichever results are selected
--
-- Steps: outcome_counts, selected_results
--
-- Returns one row per result, always
--   place        integer  order of the results
--   stage        varchar  one of the three stages
--   result       varchar  one of the five results
--   is_selected  boolean  whether the result is selected
--   texts        bigint   number of texts
--   share_pct    double   share in all texts, 0 to 100; null without texts

with

sums as (

    select
        selected_results.place,
        selected_results.stage,
        selected_results.result,
        selected_results.is_selected,
        coalesce(sum(outcome_counts.texts), 0) as texts
    from selected_results
    left join outcome_counts on selected_results.result = outcome_counts.result
    group by selected_results.place, selected_results.stage, selected_results.result, selected_results.is_selected

)

select
    place,
    stage,
    result,
    is_selected,
    cast(texts as bigint) as texts,
    100e0 * texts / nullif(sum(texts) over (), 0) as share_pct
from sums

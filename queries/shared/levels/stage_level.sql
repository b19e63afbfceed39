-- Texts of the selected results by stage
--
-- Steps: outcome_counts, selected_results
--
-- Returns one row per stage, always, and one for all of them
--   place      integer  order of the stages; all of them come last
--   stage      varchar  one of the three stages; null for all of them
--   texts      bigint   number of texts
--   share_pct  double   share in all texts, 0 to 100; null without texts

with

stages as (

    select
        selected_results.stage,
        min(selected_results.place) as place,
        coalesce(sum(outcome_counts.texts), 0) as texts
    from selected_results
    left join outcome_counts on selected_results.result = outcome_counts.result and selected_results.is_selected
    group by selected_results.stage

),

every_stage as (

    select
        place,
        stage,
        texts
    from stages

    union all

    select
        max(place) + 1 as place,
        null as stage,
        sum(texts) as texts
    from stages

)

select
    place,
    stage,
    cast(texts as bigint) as texts,
    100e0 * texts / nullif(max(texts) over (), 0) as share_pct
from every_stage

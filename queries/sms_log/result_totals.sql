-- How many texts have each result?
--
-- Steps: result_level
--
-- Returns one row per selected result, in the order of a text's way
--   stage      varchar  one of the three stages
--   result     varchar  one of the five results
--   texts      bigint   number of texts with that result
--   share_pct  double   share in all texts, whichever results are selected, 0 to 100; null without texts

select
    stage,
    result,
    texts,
    share_pct
from result_level
where is_selected
order by place

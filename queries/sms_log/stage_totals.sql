-- How many texts are in each stage, and in all?
--
-- Steps: stage_level
--
-- Returns one row per stage, in the order of a text's way, and a last one for all of them
--   stage      varchar  one of the three stages; null on the last row
--   texts      bigint   number of texts
--   share_pct  double   share in all texts, 0 to 100; null without texts

select
    stage,
    texts,
    share_pct
from stage_level
order by place

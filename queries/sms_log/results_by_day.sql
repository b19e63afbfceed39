-- How many texts were requested each day, with which result?
--
-- Steps: selected_counts
--
-- Returns one row per day and result that has texts
--   day     date     day of the request, in the district's zone
--   result  varchar  one of the five results
--   texts   bigint   number of texts

select
    day,
    result,
    cast(sum(texts) as bigint) as texts
from selected_counts
group by day, result, result_place
order by day, result_place

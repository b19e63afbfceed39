-- The five results, with the selected ones marked
--
-- Parameters
--   $results  varchar[]  results to count; null counts all of them
--
-- Returns one row per result, always
--   result          varchar  one of the five results
--   stage           varchar  one of the three stages
--   place           integer  order of the result
--   is_final        boolean  whether no other result can follow
--   is_undelivered  boolean  whether the text was not delivered
--   changes         varchar  how long it can still change: always, while young or never
--   is_selected     boolean  whether the result is selected

select
    result,
    stage,
    place,
    is_final,
    is_undelivered,
    changes,
    coalesce($results is null or list_contains($results, result), false) as is_selected
from results

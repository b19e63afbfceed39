-- When was each text requested?
--
-- Parameters
--   $rows      bigint   number of rows to list; null lists all of them
--   $piece_of  varchar  broadcast, school or result: lists the texts in which this column is $piece; null lists every
--                       text
--   $piece     varchar  value of that column; null is one too
--
-- Steps: selected_texts
--
-- Sorts
--   requested_at  requested_at
--
-- Returns one row per text, newest first unless sorted otherwise
--   requested_at  timestamptz  when it was requested

select requested_at
from selected_texts
where
    $piece_of is null
    or case $piece_of
        when 'broadcast' then broadcast
        when 'school' then school
        when 'result' then result
    end is not distinct from $piece
order by requested_at desc
limit $rows

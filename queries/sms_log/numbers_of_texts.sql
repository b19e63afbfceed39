-- To which number is each text, and when was it requested?
--
-- Parameters
--   $rows          bigint  number of rows to list; null lists all of them
--   $least_number  bigint  least number to list, as E.164 digits; null lists every text
--   $most_number   bigint  greatest number to list; null lists every text
--
-- Steps: selected_texts
--
-- Sorts
--   number  selected_texts.number
--
-- Returns one row per text, by number unless sorted otherwise, and the newest first of each
--   number        varchar      phone number in E.164 form; null if the contact has none
--   requested_at  timestamptz  when it was requested

select
    '+' || cast(selected_texts.number as varchar) as number,
    requested_at
from selected_texts
where
    ($least_number is null or selected_texts.number >= $least_number)
    and ($most_number is null or selected_texts.number <= $most_number)
order by
    selected_texts.number,
    requested_at desc
limit $rows

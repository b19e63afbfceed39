-- The rows of an answer that has results and reasons, with what people read of the reasons
--
-- Parameters
--   $undelivered  varchar[]  results of texts that were not delivered
--   $reasons_of   varchar[]  keys of the nine reasons
--   $titles_of    varchar[]  their titles in the reader's language, in the same order
--   $meanings_of  varchar[]  their meanings in the reader's language, in the same order
--   $no_title     varchar    title if the log states no reason
--   $no_meaning   varchar    meaning if the log states no reason
--
-- Returns one row per row of the answer, with its columns and two more
--   why          varchar  title of the reason; null unless the text was not delivered
--   why_meaning  varchar  meaning of the reason; null unless the text was not delivered

select
    answer.*,
    case
        when list_contains($undelivered, answer.result)
            then coalesce(list_extract($titles_of, list_position($reasons_of, answer.reason)), $no_title)
    end as why,
    case
        when list_contains($undelivered, answer.result)
            then coalesce(list_extract($meanings_of, list_position($reasons_of, answer.reason)), $no_meaning)
    end as why_meaning
from answer

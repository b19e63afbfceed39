-- Undelivered texts of the selected results by part
--
-- Steps: reason_level
--
-- Returns one row per part of the undelivered texts, always
--   place      integer  order of the parts
--   part       varchar  key of the part in the vocabulary
--   texts      bigint   number of texts whose reason is in that part
--   share_pct  double   share in all undelivered texts, 0 to 100; null without any

with

undelivered as (

    -- A reason that is not stated isn't among the reasons, and is a part of its own.
    select
        reasons.part,
        reason_level.texts
    from reason_level
    left join reasons on reason_level.reason = reasons.reason

),

sums as (

    select
        parts.place,
        parts.part,
        coalesce(sum(undelivered.texts), 0) as texts
    from parts
    left join undelivered on parts.part = undelivered.part or (parts.is_not_stated and undelivered.part is null)
    group by parts.place, parts.part

)

select
    place,
    part,
    cast(texts as bigint) as texts,
    100e0 * texts / nullif(sum(texts) over (), 0) as share_pct
from sums

-- After how many opt-outs did texts still go out, and after how many for too long?
--
-- Counted as in texts_after_stop.
--
-- Parameters
--   $most_days  bigint  business days in which an opt-out has to be honored
--
-- Steps: opt_outs_with_texts
--
-- Returns one row
--   opt_outs       bigint  number of opt-outs
--   possible       bigint  of these, only noticed between two lists
--   texted         bigint  of all, those after which a text went out
--   late           bigint  logged opt-outs after which one went out when these business days had passed
--   late_possible  bigint  the same of those only noticed between two lists

select
    count(*) as opt_outs,
    count(*) filter (where not is_logged) as possible,
    count(*) filter (where texts > 0) as texted,
    count(*) filter (where is_logged and business_days > $most_days) as late,
    count(*) filter (where not is_logged and business_days > $most_days) as late_possible
from opt_outs_with_texts

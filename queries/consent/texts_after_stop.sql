-- How long did texts still go out after each opt-out?
--
-- Under 47 CFR 64.1200(a)(10), a request to stop has to be honored within a reasonable time of at most ten business
-- days. A text went out if the carrier accepted it. Counted are texts from the short code that was answered, until the
-- number opted in again: the change itself, or the first list that has it. One text that confirms the opt-out counts
-- too, if the log has it.
--
-- Parameters
--   $rows  bigint  number of rows to list; null lists all of them
--   $skip  bigint  number of rows to leave out at the start; null leaves out none
--
-- Steps: opt_outs_with_texts
--
-- Returns one row per opt-out, the one with the most business days first
--   number         varchar      phone number in E.164 form
--   opted_out_at   timestamptz  when the number opted out; of a possible one, the date of the first list that has it
--   known          varchar      logged, or possible: only noticed between two lists, so the number opted out earlier
--                               and more texts and business days may have passed
--   last_text_at   timestamptz  when the last text was requested that went out after it; null if none did
--   business_days  bigint       business days from the day after the opt-out to the day of that text; null without one
--   texts          bigint       number of texts that went out after it

select
    '+' || cast(opt_outs_with_texts.number as varchar) as number,
    opted_out_at,
    case when is_logged then 'logged' else 'possible' end as known,
    last_text_at,
    business_days,
    texts
from opt_outs_with_texts
order by
    business_days desc nulls last,
    texts desc,
    opted_out_at,
    opt_outs_with_texts.number,
    short_code
limit $rows offset $skip

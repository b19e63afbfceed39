-- Which numbers opted out of one short code and are still texted from another?
--
-- Today, an opt-out is only about the texts of the short code that was answered. From 2027-01-31, unless the FCC
-- changes it before, 47 CFR 64.1200(a)(10) makes it one about all texts of the sender.
--
-- Parameters
--   $rows  bigint  number of rows to list; null lists all of them
--   $skip  bigint  number of rows to leave out at the start; null leaves out none
--
-- Steps: selected_opt_outs, viewer_opt_out_texts
--
-- Returns one row per number that is opted out and other short code from which texts went out since, the newest first
--   number        varchar      phone number in E.164 form
--   short_code    varchar      short code that was answered
--   opted_out_at  timestamptz  when the number opted out, as far as is known
--   known         varchar      logged, or possible if only noticed between two lists
--   sent_from     varchar      other short code
--   last_text_at  timestamptz  when its last text was requested that went out
--   texts         bigint       number of its texts that went out after the opt-out
--   of_numbers    bigint       number of different numbers in all rows

with

sent as (

    select
        selected_opt_outs.number,
        selected_opt_outs.short_code,
        selected_opt_outs.opted_out_at,
        selected_opt_outs.is_logged,
        viewer_opt_out_texts.sent_from,
        max(viewer_opt_out_texts.last_text_at) as last_text_at,
        cast(sum(viewer_opt_out_texts.texts) as bigint) as texts
    from selected_opt_outs
    inner join viewer_opt_out_texts
        on
            selected_opt_outs.number = viewer_opt_out_texts.number
            and selected_opt_outs.short_code = viewer_opt_out_texts.short_code
            and selected_opt_outs.opted_out_at = viewer_opt_out_texts.opted_out_at
            and selected_opt_outs.short_code <> viewer_opt_out_texts.sent_from
    where selected_opt_outs.until_at is null and not viewer_opt_out_texts.is_before
    group by
        selected_opt_outs.number,
        selected_opt_outs.short_code,
        selected_opt_outs.opted_out_at,
        selected_opt_outs.is_logged,
        viewer_opt_out_texts.sent_from

)

select
    '+' || cast(sent.number as varchar) as number,
    sent.short_code,
    sent.opted_out_at,
    case when sent.is_logged then 'logged' else 'possible' end as known,
    sent.sent_from,
    sent.last_text_at,
    sent.texts,
    (select count(distinct every_sent.number) from sent as every_sent) as of_numbers
from sent
order by sent.last_text_at desc, sent.number, sent.short_code, sent.sent_from
limit $rows offset $skip

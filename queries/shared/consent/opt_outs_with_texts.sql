-- Opt-outs with the texts that still went out from the same short code
--
-- A business day is a day from Monday to Friday that is no holiday. The day of the opt-out itself doesn't count.
--
-- Parameters
--   $zone      varchar  IANA time zone of the days
--   $holidays  date[]   holidays
--
-- Steps: selected_opt_outs, viewer_opt_out_texts
--
-- Returns one row per opt-out
--   number         bigint       phone number as E.164 digits
--   short_code     varchar      short code that was answered
--   opted_out_at   timestamptz  when the number opted out, as far as is known
--   is_logged      boolean      whether that was logged, or only noticed between two lists
--   last_text_at   timestamptz  when the last text was requested that went out after it; null if none did
--   business_days  bigint       business days until that text; null without one
--   texts          bigint       number of texts that went out after it

with

texted as (

    select
        selected_opt_outs.number,
        selected_opt_outs.short_code,
        selected_opt_outs.opted_out_at,
        selected_opt_outs.is_logged,
        max(viewer_opt_out_texts.last_text_at) as last_text_at,
        cast(coalesce(sum(viewer_opt_out_texts.texts), 0) as bigint) as texts
    from selected_opt_outs
    left join viewer_opt_out_texts
        on
            selected_opt_outs.number = viewer_opt_out_texts.number
            and selected_opt_outs.short_code is not distinct from viewer_opt_out_texts.short_code
            and selected_opt_outs.opted_out_at = viewer_opt_out_texts.opted_out_at
            and not viewer_opt_out_texts.is_before
            and coalesce(selected_opt_outs.short_code = viewer_opt_out_texts.sent_from, true)
    group by
        selected_opt_outs.number,
        selected_opt_outs.short_code,
        selected_opt_outs.opted_out_at,
        selected_opt_outs.is_logged

),

-- Days as numbers since a Monday.
days as (

    select
        *,
        date_diff(
            'day', cast('1900-01-01' as date), cast(opted_out_at at time zone $zone as date)
        ) as stopped_on,
        date_diff(
            'day', cast('1900-01-01' as date), cast(last_text_at at time zone $zone as date)
        ) as texted_on
    from texted

),

holiday_days as (

    select distinct date_diff('day', cast('1900-01-01' as date), listed.holiday) as day
    from (select unnest(cast($holidays as date[])) as holiday) as listed

)

select
    number,
    short_code,
    opted_out_at,
    is_logged,
    last_text_at,
    cast(
        (texted_on // 7 * 5 + least(texted_on % 7 + 1, 5))
        - (stopped_on // 7 * 5 + least(stopped_on % 7 + 1, 5))
        - (
            select count(*)
            from holiday_days
            where holiday_days.day % 7 < 5 and holiday_days.day > days.stopped_on and holiday_days.day <= days.texted_on
        ) as bigint
    ) as business_days,
    texts
from days

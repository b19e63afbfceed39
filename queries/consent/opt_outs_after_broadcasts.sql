-- Which broadcasts came just before opt-outs, and how many of their texts did?
--
-- It is the newest text to the number that went out at most four hours before it opted out, from the short code that
-- was answered. Only opt-outs that were logged have an instant that tells.
--
-- Parameters
--   $schools  varchar[]  schools of the families to count; null counts all of them, and numbers of no contact
--   $enough   bigint     texts that are enough to compare
--   $rows     bigint     number of rows to list; null lists all of them
--
-- Steps: selected_opt_outs, viewer_opt_out_texts, viewer_counts
--
-- Returns one row for opt-outs without a text before them, always, and one per broadcast that came before an opt-out,
-- the most opt-outs first
--   is_after_text       boolean      whether a text came before; false in the first row
--   broadcast_id        varchar      id of the broadcast at the service
--   broadcast           varchar      name of the broadcast; of texts that name none, null, as the id
--   first_requested_at  timestamptz  when its first text was requested
--   opted_out           bigint       number of opt-outs
--   texts               bigint       number of its texts that went out; null in the first row
--   share_pct           double       opt-outs per 100 of these texts
--   is_small            boolean      whether the texts are too few to compare
--   of_logged           bigint       number of logged opt-outs in all rows
--   noticed             bigint       number of opt-outs only noticed between two lists, which are in no row
--   of_broadcasts       bigint       number of broadcasts in all

with

before_each as (

    select
        *,
        row_number() over (
            partition by number, short_code, opted_out_at
            order by last_text_at desc, broadcast_id, broadcast, school
        ) as newness
    from viewer_opt_out_texts
    where is_before and ($schools is null or list_contains($schools, school))

),

counted as (

    select
        before_each.number is not null as is_after_text,
        coalesce(before_each.broadcast_id, before_each.broadcast) as broadcast_key,
        max(before_each.broadcast_id) as broadcast_id,
        max_by(before_each.broadcast, before_each.last_text_at) as broadcast,
        count(*) as opted_out
    from selected_opt_outs
    left join before_each
        on
            selected_opt_outs.number = before_each.number
            and selected_opt_outs.short_code is not distinct from before_each.short_code
            and selected_opt_outs.opted_out_at = before_each.opted_out_at
            and before_each.newness = 1
    where selected_opt_outs.is_logged
    group by is_after_text, broadcast_key

),

went_out as (

    select
        coalesce(viewer_counts.broadcast_id, viewer_counts.broadcast) as broadcast_key,
        sum(viewer_counts.texts) filter (where results.is_final and not results.is_undelivered) as texts,
        min(viewer_counts.first_requested_at) as first_requested_at
    from viewer_counts
    inner join results on viewer_counts.result = results.result
    where $schools is null or list_contains($schools, viewer_counts.school)
    group by broadcast_key

),

totals as (

    select
        cast(coalesce(sum(opted_out), 0) as bigint) as of_logged,
        count(*) filter (where is_after_text) as of_broadcasts
    from counted

),

every_row as (

    select
        counted.is_after_text,
        counted.broadcast_id,
        counted.broadcast,
        went_out.first_requested_at,
        counted.opted_out,
        cast(went_out.texts as bigint) as texts
    from counted
    left join went_out on counted.broadcast_key is not distinct from went_out.broadcast_key
    where counted.is_after_text

    union all

    select
        false as is_after_text,
        cast(null as varchar) as broadcast_id,
        cast(null as varchar) as broadcast,
        cast(null as timestamp with time zone) as first_requested_at,
        cast(coalesce(sum(opted_out), 0) as bigint) as opted_out,
        cast(null as bigint) as texts
    from counted
    where not is_after_text

)

select
    every_row.is_after_text,
    every_row.broadcast_id,
    every_row.broadcast,
    every_row.first_requested_at,
    every_row.opted_out,
    every_row.texts,
    100e0 * every_row.opted_out / nullif(every_row.texts, 0) as share_pct,
    coalesce(every_row.texts < $enough, true) as is_small,
    totals.of_logged,
    (select count(*) from selected_opt_outs where not selected_opt_outs.is_logged) as noticed,
    totals.of_broadcasts
from every_row
cross join totals
order by
    every_row.is_after_text,
    every_row.opted_out desc,
    every_row.first_requested_at desc,
    every_row.broadcast_id,
    every_row.broadcast
limit $rows

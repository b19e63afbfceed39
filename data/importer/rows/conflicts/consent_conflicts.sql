-- Texts that the service refused for lack of consent although the number had opted in, or accepted although it had
-- opted out, by what the consent list and its owner had said when each was requested
--
-- Steps: import_texts, viewer_changes
--
-- Returns one row per such text
--   number        bigint       phone number as E.164 digits
--   requested_at  timestamptz  when the text was requested
--   was_refused   boolean      whether the service refused it; otherwise it accepted it
--   result        varchar      its result
--   reason        varchar      its reason
--   contact_id    varchar      contact that the text was for
--   school        varchar      school of the families
--   status_then   varchar      status that the number had then
--   status_since  timestamptz  since when it had that status
--   how           varchar      how that is known

with

judged_texts as (

    select
        import_texts.*,
        coalesce(reasons.lacks_consent, false) as was_refused
    from import_texts
    inner join results on import_texts.result = results.result
    left join reasons on import_texts.reason = reasons.reason
    where
        import_texts.number is not null
        and (reasons.lacks_consent or (results.is_final and not results.is_undelivered))

),

stated_statuses as (

    select
        viewer_changes.number,
        viewer_changes.short_code,
        viewer_changes.status,
        viewer_changes.changed_at,
        viewer_changes.how,
        viewer_changes.is_logged,
        statuses.can_be_texted,
        not statuses.can_be_texted and not statuses.is_pending as is_opted_out,
        refusals.how_begins is not null as is_of_refusal
    from viewer_changes
    inner join statuses on viewer_changes.status = statuses.status
    left join refusals on starts_with(viewer_changes.how, refusals.how_begins)

),

list_dates as (

    select as_of
    from imports
    where kind = 'status'

),

known_then as (

    -- A refusal itself is no statement of a list, unless a list that came after it left it in place. At one instant a
    -- list is newer than a log.
    select
        judged_texts.*,
        stated_statuses.status,
        stated_statuses.changed_at,
        stated_statuses.how,
        stated_statuses.can_be_texted,
        stated_statuses.is_opted_out,
        row_number() over (
            partition by judged_texts.service, judged_texts.message_id
            order by stated_statuses.changed_at desc, stated_statuses.short_code, stated_statuses.is_logged
        ) as place
    from judged_texts
    inner join stated_statuses
        on
            judged_texts.number = stated_statuses.number
            and judged_texts.requested_at >= stated_statuses.changed_at
            and coalesce(judged_texts.short_code = stated_statuses.short_code, true)
    where
        (
            judged_texts.was_refused
            or judged_texts.number in (select opted.number from stated_statuses as opted where opted.is_opted_out)
        )
        and (
            not stated_statuses.is_of_refusal
            or exists (
                select 1
                from list_dates
                where
                    list_dates.as_of > stated_statuses.changed_at
                    and list_dates.as_of <= judged_texts.requested_at
            )
        )

)

select
    number,
    requested_at,
    was_refused,
    result,
    reason,
    contact_id,
    school,
    status as status_then,
    changed_at as status_since,
    how
from known_then
where
    place = 1
    and ((was_refused and can_be_texted) or (not was_refused and is_opted_out))

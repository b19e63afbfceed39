-- How many rows does each table hold, and how old are they?
--
-- Parameters
--   $zone  varchar  IANA time zone of the days
--
-- Steps: viewer_counts, viewer_changes, viewer_contacts, viewer_left_out, viewer_reminders, viewer_day_notes
-- Steps: viewer_office_entries
--
-- Returns one row per table, the largest first
--   table_name  varchar      name of the table
--   row_count   bigint       number of rows that count; of contacts, those that are current
--   oldest_at   timestamptz  oldest instant in them; null for rows that have none
--   newest_at   timestamptz  newest instant in them; null for rows that have none

with

totals as (

    select
        'messages' as table_name,
        cast(coalesce(sum(texts), 0) as bigint) as row_count,
        min(first_requested_at) as oldest_at,
        max(last_requested_at) as newest_at
    from viewer_counts

    union all

    select
        'status_changes' as table_name,
        count(*) as row_count,
        min(changed_at) as oldest_at,
        max(changed_at) as newest_at
    from viewer_changes

    union all

    select
        'contacts' as table_name,
        count(*) as row_count,
        cast(null as timestamptz) as oldest_at,
        cast(null as timestamptz) as newest_at
    from viewer_contacts

    union all

    select
        'left_out' as table_name,
        count(*) as row_count,
        cast(null as timestamptz) as oldest_at,
        cast(null as timestamptz) as newest_at
    from viewer_left_out

    union all

    select
        'reminders' as table_name,
        count(*) as row_count,
        min(made_at) as oldest_at,
        max(made_at) as newest_at
    from viewer_reminders

    union all

    select
        'day_notes' as table_name,
        count(*) as row_count,
        cast(min(first_day) as timestamp) at time zone $zone as oldest_at,
        cast(max(last_day) as timestamp) at time zone $zone as newest_at
    from viewer_day_notes

    union all

    select
        'office_entries' as table_name,
        count(*) as row_count,
        min(entered_at) as oldest_at,
        max(entered_at) as newest_at
    from viewer_office_entries

    union all

    select
        'imports' as table_name,
        count(*) as row_count,
        min(imported_at) as oldest_at,
        max(imported_at) as newest_at
    from imports

)

select
    table_name,
    row_count,
    oldest_at,
    newest_at
from totals
order by row_count desc, table_name

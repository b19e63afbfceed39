-- What came of calls about broadcasts, by contact or by number
--
-- Steps: viewer_office_entries, viewer_number_owners
--
-- A call to a number is also one to the contact who had it then, as lists imported since may say
--
-- Returns one row per broadcast and contact, or number of no contact, that somebody called or reached in another way
--   broadcast            varchar      id of the broadcast, or its name if it has none
--   contact_id           varchar      contact; null if only a number was entered
--   number_alone         bigint       number of no contact, as E.164 digits
--   reached_another_way  boolean      whether any of the calls reached somebody
--   call_result          varchar      the newest call result
--   called_at            timestamptz  when that was, or when it was entered
--   entered_by           varchar      who entered it

with

entered as (

    select
        viewer_office_entries.broadcast,
        viewer_office_entries.contact_id,
        case when viewer_office_entries.contact_id is null then viewer_office_entries.number end as number_alone,
        viewer_office_entries.school,
        call_results.is_reached,
        call_results.call_result,
        coalesce(viewer_office_entries.happened_at, viewer_office_entries.entered_at) as called_at,
        viewer_office_entries.entered_by,
        viewer_office_entries.entered_at,
        viewer_office_entries.entry_id
    from viewer_office_entries
    inner join call_results on viewer_office_entries.value = call_results.call_result
    where viewer_office_entries.kind = 'call_result'

),

calls as (

    select * from entered

    union all

    select
        entered.broadcast,
        viewer_number_owners.contact_id,
        cast(null as bigint) as number_alone,
        entered.school,
        entered.is_reached,
        entered.call_result,
        entered.called_at,
        entered.entered_by,
        entered.entered_at,
        entered.entry_id
    from entered
    inner join viewer_number_owners
        on
            entered.number_alone = viewer_number_owners.number
            and entered.called_at >= viewer_number_owners.from_at
            and entered.called_at < viewer_number_owners.until_at
            and (viewer_number_owners.school is null or entered.school = viewer_number_owners.school)
    where viewer_number_owners.contact_id is not null

),

newest_first as (

    select
        *,
        bool_or(is_reached) over (partition by broadcast, contact_id, number_alone) as reached_another_way,
        row_number() over (
            partition by broadcast, contact_id, number_alone order by called_at desc, entered_at desc, entry_id desc
        ) as place
    from calls

)

select
    broadcast,
    contact_id,
    number_alone,
    reached_another_way,
    call_result,
    called_at,
    entered_by
from newest_first
where place = 1

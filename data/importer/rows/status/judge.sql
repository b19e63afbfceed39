-- Each record of a consent list as a point in time: then, the number had this status. A record with its own date
-- of change was logged; any other is the status on the list's date (variable as_of). Reads staged, numbers_read,
-- statuses_read, hows_read and the variable list_comparison; makes the view judged.
create view judged as
select
    staged.record,
    staged.line,
    staged.clock_note,
    coalesce(staged.number, numbers_read.number) as number,
    staged.short_code,
    statuses_read.status,
    coalesce(staged.changed_at, staged.as_of, getvariable('as_of')) as stated_at,
    staged.changed_at is not null as is_logged,
    case
        when staged.changed_at is null then getvariable('list_comparison')
        else coalesce(hows_read.how, staged.how)
    end as how,
    case
        when staged.broken is not null
            then no_record(staged.broken)
        when statuses_read.kind = 'set aside'
            then set_aside('status', statuses_read.why)
        when staged.number is null and numbers_read.number is null
            then rejected('number', coalesce(numbers_read.why, sentence('no_number')))
        when staged.status_text is null and statuses_read.text is null
            then rejected('status', sentence('no_status'))
        when statuses_read.kind is not null
            then omission_of(statuses_read.kind, 'status', statuses_read.why)
        when staged.changed_text is not null
            then no_time('changed_at', staged.changed_text)
        when staged.as_of_text is not null
            then no_time('as_of', staged.as_of_text)
        when coalesce(staged.changed_at, staged.as_of, getvariable('as_of')) is null
            then rejected('changed_at', sentence('no_status_date'))
    end as omission
from staged
left join numbers_read on staged.number_text = numbers_read.text
left join statuses_read on coalesce(staged.status_text, '') = statuses_read.text
left join hows_read on lower(staged.how) = hows_read.text

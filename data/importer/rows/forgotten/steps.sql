-- Rows that may not be stored again: those older than they are kept, and those of erased numbers from before the
-- erasure. They are skipped, and not even their cells are kept.

-- step numbers: The numbers of a judged file. Reads judged.
select distinct number
from judged
where number is not null;

-- step set_apart: Keeps the view judged under another name.
alter view judged rename to judged_before;

-- step log: Makes the view judged of a message log. What is skipped gives no status either. Reads judged_before,
-- erased_numbers and the variable kept_from.
create view judged as
with

marked as (

    select
        judged_before.*,
        case
            when judged_before.requested_at < erased_numbers.erased_at then 'erased'
            when judged_before.requested_at < getvariable('kept_from') then 'expired'
        end as forgotten
    from judged_before
    left join erased_numbers on judged_before.number = erased_numbers.number

)

select
    * exclude (forgotten) replace (
        case when forgotten is null then number end as number,
        opts_out and forgotten is null as opts_out,
        case
            when omission is null and forgotten is not null then set_aside('requested_at', forgotten)
            else omission
        end as omission
    )
from marked;

-- step status: Makes the view judged of a consent list. Reads judged_before and erased_numbers.
create view judged as
select
    judged_before.* replace (
        case
            when judged_before.omission is null and judged_before.stated_at < erased_numbers.erased_at
                then set_aside('number', 'erased')
            else judged_before.omission
        end as omission
    )
from judged_before
left join erased_numbers on judged_before.number = erased_numbers.number;

-- step contacts: Makes the view judged of a contact list. Reads judged_before, erased_numbers and the variable
-- kept_from.
create view judged as
select
    judged_before.* replace (
        case
            when judged_before.omission is not null then judged_before.omission
            when judged_before.stated_at < erased_numbers.erased_at then set_aside('number', 'erased')
            when judged_before.stated_at < getvariable('kept_from') then set_aside('as_of', 'expired')
        end as omission
    )
from judged_before
left join erased_numbers on judged_before.number = erased_numbers.number;

-- step keywords: Takes statuses of erased numbers from before the erasure out of those that a log has. Reads
-- status_points and erased_families.
delete from status_points using erased_families
where status_points.number = erased_families.number and status_points.stated_at < erased_families.erased_at;

-- step returned: How many erased numbers come back, because the file has newer rows of theirs. Reads judged and
-- erased_numbers.
select count(distinct judged.number) as returned
from judged
inner join erased_numbers on judged.number = erased_numbers.number
where judged.omission is null

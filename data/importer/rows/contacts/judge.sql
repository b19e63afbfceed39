-- Each record of a contact list as one number of one contact, with why it isn't imported. A contact may have no
-- number. Reads staged, numbers_read and the variables as_of and now; makes the view judged.
create view judged as
select
    staged.record,
    staged.line,
    staged.clock_note,
    staged.contact_id,
    coalesce(staged.number, numbers_read.number) as number,
    staged.phone_type,
    staged.name,
    staged.email,
    staged.school,
    staged.grade,
    staged.language,
    staged.student_id,
    staged.student_name,
    staged.household_id,
    coalesce(staged.as_of, getvariable('as_of'), getvariable('now')) as stated_at,
    case
        when staged.broken is not null
            then no_record(staged.broken)
        when staged.contact_id is null
            then rejected('contact_id', sentence('no_contact_id'))
        when numbers_read.why is not null
            then rejected('number', numbers_read.why)
        when staged.as_of_text is not null
            then no_time('as_of', staged.as_of_text)
    end as omission
from staged
left join numbers_read on staged.number_text = numbers_read.text

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
        when staged.contact_id_text is not null
            then rejected(
                'contact_id',
                replace(
                    sentence(
                        case
                            when
                                is_scientific(staged.contact_id_text)
                                or regexp_full_match(staged.contact_id_text, '[0-9]{16,}')
                                then 'rounded_contact_id'
                            else 'bad_contact_id'
                        end
                    ),
                    '{cell}', staged.contact_id_text
                )
            )
        when staged.contact_id is null
            then rejected('contact_id', sentence('no_contact_id'))
        -- A line behind an extension takes no texts, so its contact is one without a number.
        when numbers_read.why is not null and not numbers_read.is_extension
            then rejected('number', numbers_read.why)
        when staged.as_of_text is not null
            then no_time('as_of', staged.as_of_text)
    end as omission
from staged
left join numbers_read on staged.number_text = numbers_read.text

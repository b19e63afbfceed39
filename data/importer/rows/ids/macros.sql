-- Macros about the ids of texts and contacts. Uses the macros of clean.sql, and reads the variables rounded_ids,
-- row_numbers, starts_of_ids and lacks_seconds (columns.py), nothing (the pattern of cells that stand for no id),
-- given_fields, id_of and is_generic.

-- Whether an id was made (ids/make.sql), and of a file without seconds.
create macro is_made(id) as length(id) > 33 and substr(id, 33, 1) = '-';

create macro has_no_seconds(id) as is_made(id) and substr(id, 34, 1) = 'm';

-- Whether a file has a field that is part of the ids that are made.
create macro is_of_file(field) as has_field(field) and is_of_id(field);

-- What two rows of one text without an id have in common, besides its time.
create macro likeness(one) as concat_ws(
    chr(31),
    one.service,
    coalesce(cast(one.number as varchar), ''),
    case when is_of_file('broadcast_id') then coalesce(one.broadcast_id, '') end,
    case when is_of_file('broadcast') then coalesce(one.broadcast, '') end,
    case when is_of_file('sent_by') then coalesce(one.sent_by, '') end,
    case when is_of_file('contact_id') then coalesce(one.contact_id, '') end,
    case when is_of_file('short_code') then coalesce(one.short_code, '') end
);

-- A time that only lost its seconds in a spreadsheet stays as it is stored.
create macro with_seconds(arriving, stored) as case
    when getvariable('lacks_seconds') and date_trunc('minute', stored) = arriving then stored
    else arriving
end;

-- A stored time to the minute or second, as the file has times.
create macro to_file(stored) as date_trunc(
    case when getvariable('lacks_seconds') then 'minute' else 'second' end, stored
);

-- Whether the id of an arriving text is stored for another one. The ids of a service's own format are unique.
create macro is_another(arriving, stored) as getvariable('is_generic')
and coalesce(arriving.number <> stored.number, false);

-- What a spreadsheet or a program leaves of a long id: 8.90125E+18.
create macro is_scientific(cell) as regexp_full_match(
    cell, '\s*([0-9]([.,][0-9]+)?[Ee]\+[0-9]+|[0-9][.,][0-9]+[Ee][0-9]+)\s*'
);

-- An id, null for what is none: a placeholder (N/A, 0, -), and what a spreadsheet leaves of a long one (8.90125E+18).
-- Where all long ids of the column are rounded to 15 digits, or all ids are the numbers of the rows, they are none
-- either (ids/columns.py). The first case is only faster: letters and a figure (b12, SM7f) begin no placeholder.
create macro real_id(cell, field) as case
    when cell >= getvariable('starts_of_ids')[field] || '1' and cell < getvariable('starts_of_ids')[field] || ':'
        then cell
    when cell < ':' and substr(cell, 2, 1) in ('.', ',', 'E', 'e') and is_scientific(cell) then null
    when length(cell) <= 16 and (cell < '1' or cell >= ':') and regexp_full_match(cell, getvariable('nothing'))
        then null
    when cell < '00000000.' and starts_with(cell, '00000000-') and regexp_full_match(cell, '[0-]+') then null
    when list_contains(getvariable('rounded_ids'), field) and regexp_full_match(cell, '[0-9]{15}0+') then null
    when list_contains(getvariable('row_numbers'), field) and regexp_full_match(cell, '[0-9]{1,9}') then null
    else cell
end;

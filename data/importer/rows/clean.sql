-- Macros that turn cells into values, for stage.sql, judge.sql and count.sql of every kind of file.
-- DuckDB computes an expression that a statement has twice once for every row, even in a branch that few rows
-- take. So the slow branches below have no expression twice, and steps are CTEs of their own.
--
-- Reads the variables, by the field of the times: zone_of (of times without one), change_days_of (for every year
-- from 2000, the local days on which its clock changes), forms_of (strptime forms of times, likeliest first) and
-- is_epoch (whether all are seconds since 1970). What these macros can't read, rows/times/forms.py reads.
-- Reads also the variables day_zero (from which a spreadsheet counts days), keywords, fields_of_file, id_of,
-- is_generic and service (of the file's format),
-- home_code (country code of the region), skipped_records (why), and sentences (why a row is rejected, by name).

-- A cell without white space around it, null if nothing is left. The first case is only faster.
create macro filled(cell) as case
    when cell >= '!' and cell < chr(127) and not ends_with(cell, ' ') and not ends_with(cell, chr(160)) then cell
    else nullif(trim(cell, E' \t\r\n' || chr(160)), '')
end;

-- 2026-09-30T13:12:00Z, as most services write it: its shape is faster to check than the pattern below.
create macro is_utc(cell) as ends_with(cell, 'Z') and substr(cell, 11, 1) = 'T'
and not ends_with(cell, ' Z') and length(cell) between 20 and 27;

-- DuckDB would read an offset of 99 hours too.
create macro is_iso(cell) as regexp_full_match(
    cell,
    '\s*\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?\s*([Zz]|UTC|[+-](0\d|1[0-4])(:?[0-5]\d)?)?)?\s*'
);

create macro has_offset(cell) as length(cell) > 16
and regexp_matches(cell, '([Zz]|UTC|:\d{2}(\.\d+)?\s*[+-]\d{2}(:?\d{2})?)\s*$');

-- 9/30/2026, 8:12am -> 9/30/2026 8:12 AM; browsers write a narrow no-break space before it.
create macro spaced(cell) as regexp_replace(
    regexp_replace(
        upper(translate(cell, ',' || chr(160) || chr(8239), '   ')), '\s*([AP])\.?M\.?\s*$', ' \1M'
    ), '\s+', ' ', 'g'
);

-- A date and time that a workbook doesn't format as one: days since its day zero, 46295.5.
create macro serial_time(cell) as case
    when regexp_full_match(cell, '\s*[3-7]\d{4}(\.\d+)?\s*')
        then cast(getvariable('day_zero') as timestamp) + to_seconds(round(cast(cell as double) * 86400))
end;

-- A time without an offset; null if the cell has an offset or is no time.
create macro local_time(cell, field) as case
    when is_utc(cell) then null
    -- The year 0026 isn't short for 2026, as 26 is in 9/30/26 (this_century, below).
    when is_iso(cell) then case when not has_offset(cell) and ltrim(cell) >= '1' then try_cast(cell as timestamp) end
    else coalesce(
        try_strptime(cell, getvariable('forms_of')[field]),
        try_strptime(trim(spaced(cell)), getvariable('forms_of')[field]),
        serial_time(cell)
    )
end;

-- A time in columns of its own: the date without a midnight that its cell may have, the time of day, and the zone. A
-- date whose time of day is missing is no time: midnight would be a guess.
create macro joined_time(day, clock, zone) as case
    when trim(day) = '' and trim(clock) = '' then null
    else concat_ws(
        ' ',
        nullif(regexp_replace(trim(day), '[ T](0?0:00(:00(\.0+)?)?|12:00(:00)? ?AM)$', '', 'i'), ''),
        coalesce(nullif(trim(clock), ''), '?'),
        zone
    )
end;

-- A time with its zone in a column of its own.
create macro zoned_by(cell, zone) as case when trim(cell) <> '' then concat_ws(' ', trim(cell), zone) end;

-- 9/30/26 is read as the year 26. A single figure is left to Python, and 70 would be 1970.
create macro this_century(moment) as case
    when year(moment) >= 100 then moment
    when year(moment) between 10 and 69 then moment + to_years(2000)
end;

-- In the hour that the clock repeats, a time is the first of the two instants. In an hour that it skips, the offset
-- before the change counts (Python's fold=0, RFC 5545's rule for local times).
create macro changing_instant(moment, zone) as case
    when (timezone(zone, timezone(zone, moment) - interval 1 hour)) = moment
        then timezone(zone, moment) - interval 1 hour
    else timezone(zone, moment)
end;

-- A list of days for each year: DuckDB would turn one long list into a join, and a join mixes up the records.
create macro is_change_day(moment, field) as list_contains(
    getvariable('change_days_of')[field][year(moment) - 1999], cast(moment as date)
);

create macro instant_of(moment, field) as case
    when is_change_day(moment, field) then changing_instant(moment, getvariable('zone_of')[field])
    else timezone(getvariable('zone_of')[field], moment)
end;

create macro noted(moment, zone) as case
    when timezone(zone, changing_instant(moment, zone)) <> moment then 'skipped'
    when timezone(zone, changing_instant(moment, zone) + interval 1 hour) = moment then 'repeated'
end;

create macro clock_note(moment, field) as case
    when is_change_day(moment, field) then noted(moment, getvariable('zone_of')[field])
end;

-- Months since the year 0, in UTC: the calendar of a zone would take longer.
create macro month_number(moment) as 12 * year(make_timestamp(epoch_us(moment)))
+ month(make_timestamp(epoch_us(moment)));

create macro in_range(moment) as moment >= timestamptz '2000-01-01 00:00:00+00'
and moment < timestamptz '2100-01-01 00:00:00+00';

-- 1686975103470 and 1686975103.47: since 1970, in milliseconds (13 digits) or seconds (10), until 2033: no phone
-- number of ten digits begins with a 1.
create macro epoch_time(cell) as case
    when regexp_full_match(cell, '[0-9]{13}') then make_timestamptz(1000 * try_cast(cell as bigint))
    else make_timestamptz(cast(round(1e6 * try_cast(cell as double)) as bigint))
end;

create macro zoned_time(cell, field) as case
    when is_utc(cell) then try_cast(cell as timestamptz)
    when is_iso(cell) and has_offset(cell)
        then
            coalesce(
                try_cast(cell as timestamptz),
                try_cast(translate(replace(upper(cell), 'UTC', 'Z'), E' \t\r\n' || chr(160), '') as timestamptz),
                try_cast(regexp_replace(trim(cell), '\s+([+-])', '\1') as timestamptz)
            )
    when getvariable('is_epoch')[field] and regexp_full_match(cell, '\s*1([0-9]{12}|[0-9]{9}(\.[0-9]+)?)\s*')
        then epoch_time(trim(cell))
    -- Thu, 24 Aug 2023 05:01:45 +0000 (RFC 2822).
    when length(cell) > 22 then try_strptime(trim(cell), '%a, %d %b %Y %H:%M:%S %z')
end;

-- A text that is one keyword and nothing else, in lower case; null for any other. (list_contains would become a
-- join.)
create macro keyword(cell) as case
    when length(cell) <= 30 and list_position(getvariable('keywords'), lower(trim(cell))) > 0 then lower(trim(cell))
end;

-- A word without case, spaces, hyphens and underscores (format_types.word_key).
create macro word_key(word) as lower(regexp_replace(word, '[\s_-]+', '', 'g'));

-- Whether the file has a column for a field, or its format a constant.
create macro has_field(field) as list_contains(getvariable('fields_of_file'), field);

-- Whether an arriving message keeps the stored reason: its file has no reasons, and its status is the same.
create macro keeps_reason(arriving, stored) as stored.message_id is not null
and not has_field('reason_text') and not has_field('carrier_code')
and arriving.service_status is not distinct from stored.service_status
and (arriving.service_status is not null or arriving.result = stored.result);

-- Whether a field is part of the id of a text that has none; every field is if the format names none.
create macro is_of_id(field) as len(getvariable('id_of')) = 0 or list_contains(getvariable('id_of'), field);

-- The channel in whatsapp:+12125550101; null for a plain number, and for sms: and tel:.
create macro channel_of(cell) as case
    when cell >= 'A' and regexp_matches(cell, '^\s*[A-Za-z]+:')
        then nullif(nullif(lower(regexp_extract(cell, '^\s*([A-Za-z]+):', 1)), 'tel'), 'sms')
end;

create macro instant(zoned, moment, field) as case
    when zoned is not null then case when in_range(zoned) then zoned end
    when moment >= timestamp '2000-01-01 00:00:00' and moment < timestamp '2100-01-01 00:00:00'
        then instant_of(moment, field)
end;

-- Whether a service gives one id to a message to several numbers, each at a place in its list.
create macro shares_id(message_id, list_place) as not getvariable('is_generic')
and message_id is not null and list_place is not null;

-- 447700900000 -> +447700900000, for a service that writes all numbers with country code and without plus.
-- Short codes have no more than eight digits. A number without country code would become another one.
create macro with_plus(cell) as case
    when regexp_full_match(cell, '\s*[0-9]{9,15}\s*') then '+' || trim(cell)
    else cell
end;

-- Plain numbers, so that only odd ones need the library (data/numbers.py): ten digits, or eleven with the 1, in
-- any punctuation. Outside the North American plan no number is plain.
create macro ten_digits(cell) as 10000000000 + try_cast(
    regexp_extract(
        translate(cell, '() -.' || E'\t\r\n' || chr(160), ''), '^(?:\+?1)?([2-9][0-9]{9})$', 1
    ) as bigint
);

-- (212) 555-0101 and 212.555.0101: taking the punctuation of any form out takes three times as long.
create macro is_dashed(cell) as regexp_full_match(cell, '\(?[2-9][0-9]{2}(\) ?|[-. ])[0-9]{3}[-. ][0-9]{4}');

create macro dashed_number(cell) as 10000000000 + cast(
    substr(cell, case when cell < '2' then 2 else 1 end, 3) || substr(cell, -8, 3) || substr(cell, -4) as bigint
);

create macro plain_number(cell) as case
    when getvariable('home_code') <> 1 then null
    when regexp_full_match(cell, '\+?1[2-9][0-9]{9}') then cast(cell as bigint)
    when is_dashed(cell) then dashed_number(cell)
    when regexp_full_match(cell, '[2-9][0-9]{9}') then 10000000000 + try_cast(cell as bigint)
    when ends_with(cell, '.0') or ends_with(cell, '.00') then null  -- a decimal fraction: 2125550101.0
    else ten_digits(cell)
end;

-- A plain number that stands for one: 999-999-9999 and 212-000-0000 don't (recognize/number_cells.py).
create macro no_placeholder(plain) as case
    when (plain - 10000000000) % 1111111111 <> 0 and plain % 10000000 <> 0 then plain
end;

-- Why a record isn't imported: its kind (rejected, set aside), the field that is the reason (null for the whole
-- record), and a sentence, or the key under which rows are skipped.
create macro omission_of(kind_of, because_of, because) as {
    'kind': cast(kind_of as varchar),
    'field': cast(because_of as varchar),
    'why': cast(because as varchar)
};

create macro rejected(because_of, because) as omission_of('rejected', because_of, because);

create macro set_aside(because_of, because) as omission_of('set aside', because_of, because);

-- A record that can't be read, or one that is skipped: a line of a report that is no record, a row without a contact.
create macro no_record(because) as omission_of(
    case when list_position(getvariable('skipped_records'), because) > 0 then 'set aside' else 'rejected' end,
    null,
    because
);

-- How many rows were read, accepted, skipped and rejected, and how many times fall in an hour of a clock change. An
-- aggregate, for count.sql of every kind of file.
create macro row_counts(omission, clock_note) as {
    'rows_read': count(*),
    'accepted': count(*) filter (where omission is null),
    'set_aside': count(*) filter (where omission.kind = 'set aside'),
    'rejected': count(*) filter (where omission.kind = 'rejected'),
    'repeated': count(*) filter (where omission is null and clock_note = 'repeated'),
    'skipped': count(*) filter (where omission is null and clock_note = 'skipped')
};

-- A sentence for rejected rows, by its name in database.py.
create macro sentence(name) as getvariable('sentences')[name];

create macro no_time(because_of, cell) as rejected(
    because_of,
    replace(
        case
            when getvariable('zone_of')[because_of] is null then sentence('bad_time_with_offset')
            else sentence('bad_time')
        end,
        '{cell}',
        cell
    )
);

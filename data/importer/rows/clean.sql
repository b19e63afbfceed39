-- How cells become values. DuckDB works out once, for every row, what a statement says twice, also inside a
-- branch that few rows take: so the slow ways below say nothing twice, and steps stand in CTEs of their own.
--
--  Variables: zone (the district's), change_days (for every year from 2000, the local days on which its
-- clock changes), formats (strptime forms of times, likeliest first), home_code (country code of the region).

-- A cell without white space around it; null where nothing is left. The first case is only quicker.
create macro given(cell) as case
    when cell >= '!' and cell < chr(127) and not ends_with(cell, ' ') and not ends_with(cell, chr(160)) then cell
    else nullif(trim(cell, E' \t\r\n' || chr(160)), '')
end;

-- 2026-09-30T13:12:00Z, as most services write it: told by its shape, which is quicker than the pattern below.
create macro is_utc(cell) as right(cell, 1) = 'Z' and substr(cell, 11, 1) = 'T'
and substr(cell, -2, 1) <> ' ' and length(cell) between 20 and 27;

create macro is_iso(cell) as regexp_full_match(
    cell,
    '\s*\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?\s*([Zz]|UTC|[+-]\d{2}(:?\d{2})?)?)?\s*'
);

create macro has_offset(cell) as length(cell) > 16
and regexp_matches(cell, '([Zz]|UTC|:\d{2}(\.\d+)?\s*[+-]\d{2}(:?\d{2})?)\s*$');

-- 9/30/2026, 8:12am -> 9/30/2026 8:12 AM; browsers write a narrow no-break space before it.
create macro spaced(cell) as regexp_replace(
    regexp_replace(
        upper(translate(cell, ',' || chr(160) || chr(8239), '   ')), '\s*([AP])\.?M\.?\s*$', ' \1M'
    ), '\s+', ' ', 'g'
);

-- What a workbook holds of a date and time that is not shown as one: days since its day zero, 46295.5.
create macro serial_time(cell) as case
    when regexp_full_match(cell, '\s*[3-7]\d{4}(\.\d+)?\s*')
        then cast(getvariable('day_zero') as timestamp) + to_seconds(round(cast(cell as double) * 86400))
end;

-- A time without an offset, in the district's zone; null where the cell has one, or is no time.
create macro local_time(cell) as case
    when is_utc(cell) then null
    -- The year 0026 is no short form of 2026, as 26 is in 9/30/26 (this_century, below).
    when is_iso(cell) then case when not has_offset(cell) and ltrim(cell) >= '1' then try_cast(cell as timestamp) end
    else coalesce(
        try_strptime(cell, getvariable('formats')),
        try_strptime(trim(spaced(cell)), getvariable('formats')),
        serial_time(cell)
    )
end;

create macro this_century(moment) as case
    when year(moment) < 100 then moment + to_years(2000) else moment
end;

-- In the hour that the clock repeats, the first of the two instants is meant; an hour that it skips is
-- read with the offset before the change (Python's fold=0, RFC 5545's rule for local times).
create macro changing_instant(moment) as case
    when
        (timezone(getvariable('zone'), timezone(getvariable('zone'), moment) - interval 1 hour)) = moment
        then timezone(getvariable('zone'), moment) - interval 1 hour
    else timezone(getvariable('zone'), moment)
end;

-- Asked of the days of one year. DuckDB would make a join of one long list, and a join mixes up the records.
create macro is_change_day(moment) as list_contains(
    getvariable('change_days')[year(moment) - 1999], cast(moment as date)
);

create macro instant_of(moment) as case
    when is_change_day(moment) then changing_instant(moment)
    else timezone(getvariable('zone'), moment)
end;

create macro clock_note(moment) as case
    when is_change_day(moment) then case
        when timezone(getvariable('zone'), changing_instant(moment)) <> moment then 'skipped'
        when timezone(getvariable('zone'), changing_instant(moment) + interval 1 hour) = moment then 'repeated'
    end
end;

-- Months since the year 0, in UTC; without the calendar of a zone, which would take longer.
create macro month_number(moment) as 12 * year(make_timestamp(epoch_us(moment)))
+ month(make_timestamp(epoch_us(moment)));

create macro in_range(moment) as moment >= timestamptz '2000-01-01 00:00:00+00'
and moment < timestamptz '2100-01-01 00:00:00+00';

-- 1686975103470 and 1686975103.47: since 1970, in milliseconds (13 digits) or seconds (10).
create macro epoch_time(cell) as case
    when regexp_full_match(cell, '[0-9]{13}') then make_timestamptz(1000 * try_cast(cell as bigint))
    else make_timestamptz(cast(round(1e6 * try_cast(cell as double)) as bigint))
end;

create macro zoned_time(cell) as case
    when is_utc(cell) then try_cast(cell as timestamptz)
    when is_iso(cell) and has_offset(cell)
        then
            coalesce(
                try_cast(cell as timestamptz),
                try_cast(translate(replace(upper(cell), 'UTC', 'Z'), E' \t\r\n' || chr(160), '') as timestamptz),
                try_cast(regexp_replace(trim(cell), '\s+([+-])', '\1') as timestamptz)
            )
    when getvariable('reads_epochs') and regexp_full_match(cell, '[0-9]{13}|[0-9]{10}(\.[0-9]+)?') then epoch_time(cell)
    -- Thu, 24 Aug 2023 05:01:45 +0000 (RFC 2822), and a time that ends with its zone's name.
    when length(cell) > 22 then try_strptime(
        trim(cell), ['%a, %d %b %Y %H:%M:%S %z', '%Y-%m-%d %I:%M:%S %p %Z', '%Y-%m-%d %H:%M:%S %Z']
    )
end;

-- A text that is one keyword and nothing else, as it is compared; null for any other. (A list_contains would
-- become a join.)
create macro keyword(cell) as case
    when length(cell) <= 30 and list_position(getvariable('keywords'), lower(trim(cell))) > 0 then lower(trim(cell))
end;

-- Whether the file has a column for a field; what it has none for, it says nothing of.
create macro is_given(field) as list_contains(getvariable('given_fields'), field);

create macro keeps_reason(arriving, known) as known.message_id is not null
and not is_given('reason_text') and not is_given('carrier_code')
and arriving.service_status is not distinct from known.service_status
and (arriving.service_status is not null or arriving.result = known.result);

-- Whether a field tells texts without an id apart; every one does where nothing else is said.
create macro is_of_id(field) as len(getvariable('id_of')) = 0 or list_contains(getvariable('id_of'), field);

-- whatsapp:+12125550101 is no number of a text; sms: and tel: say nothing else than its digits.
create macro channel_of(cell) as case
    when cell >= 'A' and regexp_matches(cell, '^\s*[A-Za-z]+:')
        then nullif(nullif(lower(regexp_extract(cell, '^\s*([A-Za-z]+):', 1)), 'tel'), 'sms')
end;

create macro instant(zoned, moment) as case
    when zoned is not null then case when in_range(zoned) then zoned end
    when moment >= timestamp '2000-01-01 00:00:00' and moment < timestamp '2100-01-01 00:00:00'
        then instant_of(moment)
end;

-- Whether a service has one id for a message to several numbers, each at a place in its list.
create macro shares_id(message_id, list_place) as not getvariable('is_generic')
and message_id is not null and list_place is not null;

-- 447700900000 -> +447700900000, of a service that writes every number with its country and without the plus.
-- Short codes have no more than eight digits; a number without its country would be taken for another one.
create macro with_plus(cell) as case
    when regexp_full_match(cell, '\s*[0-9]{9,15}\s*') then '+' || trim(cell)
    else cell
end;

-- The plain forms of numbers, so that only odd ones need the library (data/numbers.py): ten digits, or
-- eleven with the 1, in any punctuation. For regions outside the North American plan, none is plain.
create macro ten_digits(cell) as 10000000000 + try_cast(
    regexp_extract(
        translate(cell, '() -.' || E'\t\r\n' || chr(160), ''), '^(?:\+?1)?([2-9][0-9]{9})$', 1
    ) as bigint
);

create macro plain_number(cell) as case
    when getvariable('home_code') <> 1 then null
    when regexp_full_match(cell, '\+1[2-9][0-9]{9}') then cast(cell as bigint)
    when regexp_matches(cell, '\.00?$') then null  -- a decimal fraction: 2125550101.0
    else ten_digits(cell)
end;

-- What is wrong with a record: because of which field (null: all of it), and why.
create macro fault_of(kind_of, because_of, because) as {
    'kind': cast(kind_of as varchar),
    'field': cast(because_of as varchar),
    'why': cast(because as varchar)
};

create macro rejected(because_of, because) as fault_of('rejected', because_of, because);

create macro set_aside(because_of, because) as fault_of('set aside', because_of, because);

-- A record that can't be read; or a total line, which is none (variable total_line: what is said of it).
create macro no_record(because) as fault_of(
    case when because = getvariable('total_line') then 'set aside' else 'rejected' end, null, because
);

create macro no_time(because_of, cell) as rejected(
    because_of,
    '“' || cell || '” is not a date and time that can be read (years 2000 to 2099'
    || case when getvariable('zone') is null then ', with its offset)' else ')' end
);

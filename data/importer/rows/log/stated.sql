-- Macros for what a log also states of a text, for stage.sql and judge.sql. Reads the variables is_generic, currencies
-- and receipts (words of the result with which the time of delivery is that of a receipt; none for all).

-- How many segments a service counted; null for anything but a whole number from 1 to 9999.
create macro whole_number(cell) as case
    when cell >= '1' and cell <= '9' and length(cell) = 1 then cast(cell as integer)
    else nullif(try_cast(regexp_extract(cell, '^\s*([0-9]{1,4})(\.0+)?\s*$', 1) as integer), 0)
end;

-- A cell of segments that isn't one; a zero means that none was counted yet.
create macro no_whole_number(cell) as case
    when whole_number(cell) is null and not regexp_full_match(cell, '\s*0+(\.0+)?\s*') then filled(cell)
end;

-- What a text cost: 0.0079, $0.0079, or -0.0079 as services write a charge; null for any other form, such as one with
-- a comma. In a file of no known service, a minus may be a refund.
create macro money(cell) as case
    when regexp_full_match(cell, '-?[0-9]{1,12}\.[0-9]{1,6}') and (not getvariable('is_generic') or cell >= '.')
        then abs(cast(cell as decimal(18, 6)))  -- the usual form, only faster
    when not getvariable('is_generic') or not regexp_matches(cell, '^\s*-')
        then
            try_cast(
                regexp_extract(
                    cell, '^\s*-?\s*[$€£]?\s*([0-9]{1,12}(\.[0-9]+)?|\.[0-9]+)\s*$', 1
                ) as decimal(18, 6)
            )
end;

-- The ISO 4217 code of a currency; null for any other word, such as "credits".
create macro currency_code(cell) as case
    when cell = 'USD' then cell
    when list_position(getvariable('currencies'), upper(trim(cell))) > 0 then upper(trim(cell))
end;

-- Whether a text has only characters of that alphabet that most texts have, each one septet: only faster.
create macro is_basic(body) as regexp_full_match(body, '[\n\r -Z_a-z]*');

-- Whether a text has only characters of the GSM 7-bit default alphabet and its extension table (3GPP TS 23.038,
-- 6.2.1 and 6.2.1.1). A text with any other is sent as UCS-2.
create macro is_gsm(body) as regexp_full_match(
    body,
    '[\n\f\r -_a-~£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€]*'
);

-- The septets of such a text: characters of the extension table take two, an escape and their own.
create macro septets(body) as cast(
    length(body)
    + case
        when regexp_matches(body, '[\f^{}\\\[~\]|€]')
            then length(regexp_replace(body, '[^\f^{}\\\[~\]|€]', '', 'g'))
        else 0
    end as integer
);

-- The UTF-16 units of a text, which services count as its characters: an emoji takes two.
create macro utf16_length(body) as cast(
    length(body) + length(regexp_replace(body, '[^\x{10000}-\x{10FFFF}]', '', 'g')) as integer
);

-- A time of delivery that is a receipt: of a text that was sent, and not before it was requested. (Some files have no
-- seconds.)
create macro is_receipt(delivered_at, requested_at, result_text) as
delivered_at >= date_trunc('minute', requested_at)
and (len(getvariable('receipts')) = 0 or list_position(getvariable('receipts'), word_key(result_text)) > 0);

-- Macros for what a log also states of a text, for stage.sql.

-- How many segments a service counted; null for anything but a whole number from 1 to 9999.
create macro whole_number(cell) as case
    when cell >= '1' and cell <= '9' and length(cell) = 1 then cast(cell as integer)
    else nullif(try_cast(regexp_extract(cell, '^\s*([0-9]{1,4})(\.0+)?\s*$', 1) as integer), 0)
end;

-- What a text cost: 0.0079, -0.0079 (as Twilio writes a charge) or $0.0079; null for any other form, such as one with
-- a comma.
create macro money(cell) as try_cast(
    regexp_extract(cell, '^\s*-?\s*[$€£]?\s*([0-9]{1,12}(\.[0-9]+)?|\.[0-9]+)\s*$', 1) as decimal(18, 6)
);

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

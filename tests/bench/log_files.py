"""Large logs to measure with: always the same, 14 months, 1,200 broadcasts, fictional numbers."""

from __future__ import annotations

from pathlib import Path

import duckdb

from data.words import vocabulary

BROADCASTS = 1200
FIRST = "timestamp '2025-09-01 12:00:00'"
ISO = "strftime(moment, '%Y-%m-%dT%H:%M:%SZ')"
US = "strftime(moment, '%-m/%-d/%Y %-I:%M %p')"
PLAIN_NUMBER = "'+1' || cast(phone as varchar)"
FORMATTED_NUMBER = "printf('(%d) %03d-%04d', phone // 10000000, (phone // 10000) % 1000, phone % 10000)"


# Everything about a text follows from its place. Its result is drawn, so that broadcasts differ.
TEXTS = """
    select
        i,
        hash(i + 7) % 20 as draw,
        i // {each} as broadcast,
        2010000000 + 10000000 * (hash(i % 60000) % 780) + 5550100 + hash(i) % 100 as phone,
        {first} + to_seconds(cast(i // {each} * 30600 + i % {each} // 7 as bigint)) as moment
    from range({rows}) as numbered (i)
"""
LOG = """
    copy (
        select
            'SM' || md5(cast(i as varchar)) as "Message ID",
            {moment} as "Requested",
            'b' || cast(broadcast as varchar) as "Broadcast ID",
            'Broadcast number ' || cast(broadcast as varchar) as "Broadcast",
            ['Lincoln High', 'Oak', 'Pine', 'Elm', 'Ash'][1 + i % 5] as "School",
            'c' || cast(hash(i) % 80000 as varchar) as "Contact ID",
            {number} as "Phone Number",
            case when draw < 17 then $sent when draw < 19 then $ineligible else $failed end
                as "Delivery Results",
            case draw
                when 17 then 'duplicate_number'
                when 18 then 'not_opted_in_or_blocked'
                when 19 then 'carrier_trouble'
            end as "Reason",
            case when draw = 19 then '30003' end as "Error Code",
            {moment} as "Updated"
        from ({texts})
    ) to '{target}' (header)
"""


def write_log(target: Path, rows: int, *, us_form: bool) -> Path:
    """Write a CSV log of texts, with ISO times and plain numbers, or both in US form."""
    sent, ineligible, failed = (result.name for result in vocabulary.RESULTS[2:])
    moment, number = (US, FORMATTED_NUMBER) if us_form else (ISO, PLAIN_NUMBER)
    texts = TEXTS.format(each=rows // BROADCASTS, first=FIRST, rows=rows)
    with duckdb.connect() as connection:
        connection.execute(
            LOG.format(moment=moment, number=number, texts=texts, target=target),
            {"sent": sent, "ineligible": ineligible, "failed": failed},
        )
    return target


# A service's own log: other words, a body, and replies besides the texts to families.
TWILIO = """
    copy (
        select
            {sender} as "From",
            {receiver} as "To",
            case when draw_rare = 0 then 'STOP' else 'School is closed on Monday, October 12' end as "Body",
            case
                when draw_rare = 0 then 'received' when draw < 17 then 'delivered'
                when draw < 19 then 'failed' else 'undelivered'
            end as "Status",
            {moment} as "SentDate",
            '2010-04-01' as "ApiVersion",
            1 as "NumSegments",
            case draw when 17 then '30005' when 18 then '21610' when 19 then '30003' end as "ErrorCode",
            'AC00000000000000000000000000000001' as "AccountSid",
            'SM' || md5(cast(i as varchar)) as "Sid",
            case when draw_rare = 0 then 'inbound' else 'outbound-api' end as "Direction",
            '-0.00790' as "Price",
            'USD' as "PriceUnit"
        from (select *, hash(i + 3) % 1000 as draw_rare from ({texts}))
    ) to '{target}' (header)
"""
OWN_NUMBER = "'67587'"


def write_twilio(target: Path, rows: int) -> Path:
    """Write the same texts as Twilio's console exports them; one row in a thousand is a STOP."""
    texts = TEXTS.format(each=rows // BROADCASTS, first=FIRST, rows=rows)
    ends = {"sender": (PLAIN_NUMBER, OWN_NUMBER), "receiver": (OWN_NUMBER, PLAIN_NUMBER)}
    cells = {
        end: f"case when draw_rare = 0 then {stop} else {usual} end" for end, (stop, usual) in ends.items()
    }
    with duckdb.connect() as connection:
        connection.execute(TWILIO.format(**cells, moment=ISO, texts=texts, target=target))
    return target


CHANGED = """
    copy (
        select * replace (
            {moment} as "Updated", $failed as "Delivery Results", 'carrier_trouble' as "Reason"
        )
        from read_csv('{log}', all_varchar = true)
        where substr("Requested", 1, 7) = (
            select max(substr("Requested", 1, 7)) from read_csv('{log}', all_varchar = true)
        )
        limit {rows}
    ) to '{target}' (header)
"""


def write_changes(target: Path, log: Path, rows: int, later: int) -> Path:
    """Write texts of a log's newest month (ISO times) with a newer result; `later` says how much newer."""
    failed = vocabulary.RESULTS[-1].name
    moment = f"'2027-01-01T00:00:{later:02}Z'"
    with duckdb.connect() as connection:
        connection.execute(
            CHANGED.format(moment=moment, log=log, rows=rows, target=target), {"failed": failed}
        )
    return target

"""The files of an invented district: message logs, a contact list and a consent list.

Everything about a text follows from its place and the seed. One broadcast in 20 goes to every school, the
others to one each, and a few schools send most of them. All numbers are fictional.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from data.words import vocabulary

SEED, SCHOOLS, FAMILIES = 1, 40, 60_000
NUMBER = "2015550100 + family // 100 * 10000000 + family % 100"
PLUS_NUMBER = f"'+1' || cast({NUMBER} as varchar)"
TEXTS = """
    with numbered as (
        select i, $first_broadcast + i // $each as broadcast, hash(i + $base + $seed) as drawn
        from range($first, $after) as places (i)
    ),
    sent as (
        select
            *, hash(broadcast + $seed) % 20 = 0 as to_every_school, drawn % $families as family,
            drawn // 7 % 1000 as draw,
            cast(floor($schools * pow((hash(broadcast * 7 + $seed) % 10000) / 10000.0, 2)) as integer)
                as sender,
            cast($month as timestamp) + to_seconds(cast(46800 + i * 2300000 // $rows as bigint))
                as moment
        from numbered
    ),
    texts as (
        select
            'SM' || md5(cast(i + $base as varchar)) as message_id,
            moment,
            'b' || cast(broadcast as varchar) as broadcast_id,
            'Notice ' || cast(broadcast % 900 as varchar) as broadcast,
            case when to_every_school then 'District office' else 'School ' || cast(sender as varchar) end
                as sent_by,
            'School ' || cast(case when to_every_school then family % $schools else sender end as varchar)
                as school,
            'c' || cast(family as varchar) as contact_id,
            family,
            case when draw < 930 then $sent when draw < 970 then $ineligible else $failed end as result,
            case
                when draw between 930 and 944 then 'duplicate_number'
                when draw between 945 and 957 then 'not_opted_in_or_blocked'
                when draw between 970 and 989 then 'carrier_trouble'
            end as reason
        from sent
    )
"""
LOG = f"""
    copy (
        {TEXTS}
        select
            message_id as "Message ID",
            strftime(moment, '%Y-%m-%dT%H:%M:%SZ') as "Requested",
            broadcast_id as "Broadcast ID",
            broadcast as "Broadcast",
            sent_by as "Sent By",
            school as "School",
            contact_id as "Contact ID",
            {PLUS_NUMBER} as "Phone Number",
            result as "Delivery Results",
            reason as "Reason"
        from texts
    ) to '{{target}}' (format parquet)
"""
# The same rows for other engines, in types of their own: nobody has to read a time from its letters.
RAW = f"""
    copy (
        {TEXTS}
        select
            message_id, moment at time zone 'UTC' as requested_at, broadcast_id, broadcast, sent_by, school,
            contact_id, cast({NUMBER} + 10000000000 as bigint) as number, result, reason
        from texts
    ) to '{{target}}' (format parquet, compression zstd)
"""
LISTS = {
    "contacts": f"""
        copy (
            select
                'c' || cast(family as varchar) as "Contact ID",
                'Family ' || cast(family as varchar) as "Name",
                {PLUS_NUMBER} as "Phone Number",
                'School ' || cast(family % $schools as varchar) as "School",
                cast(family % 12 + 1 as varchar) as "Grade",
                case family % 4 when 0 then 'Spanish' else 'English' end as "Language"
            from range($families) as families (family)
        ) to '{{target}}' (format parquet)
    """,
    "status": f"""
        copy (
            select
                {PLUS_NUMBER} as "Phone Number",
                case
                    when family % 10 < 7 then $opted_in when family % 10 < 9 then $pending else $opted_out
                end as "SMS Status"
            from range($families) as families (family)
            where family % 3 > 0
        ) to '{{target}}' (format parquet)
    """,
}


@dataclass(frozen=True)
class Month:
    """One month of texts: its first day, how many texts, and how many texts and broadcasts came before."""

    day: date
    rows: int
    base: int
    first_broadcast: int
    texts_of_a_broadcast: int
    schools: int = SCHOOLS
    families: int = FAMILIES

    def write_log(self, target: Path, first: int = 0, rows: int | None = None) -> None:
        """Write a service's log of the month, or of `rows` texts of it from the `first` one on."""
        self._write(LOG, target, first, rows)

    def write_raw(self, target: Path) -> None:
        """Write the month as a typed Parquet file, in order of time."""
        self._write(RAW, target, 0, None)

    def _write(self, sql: str, target: Path, first: int, rows: int | None) -> None:
        after = self.rows if rows is None else first + rows
        values = {"base": self.base, "rows": self.rows, "first": first, "after": after, "month": self.day}
        values |= {"first_broadcast": self.first_broadcast, "each": self.texts_of_a_broadcast}
        values |= {"seed": SEED, "families": self.families, "schools": self.schools}
        values |= dict(zip(("sent", "ineligible", "failed"), _names(vocabulary.RESULTS[2:]), strict=True))
        with duckdb.connect() as connection:
            connection.execute(sql.format(target=target), values)


def write_list(kind: str, target: Path, schools: int, families: int) -> None:
    """Write the contact list or the consent list of every family."""
    statuses = dict(zip(("pending", "opted_in", "opted_out"), _names(vocabulary.STATUSES), strict=True))
    values = {"families": families, **({"schools": schools} if kind == "contacts" else statuses)}
    with duckdb.connect() as connection:
        connection.execute(LISTS[kind].format(target=target), values)


def _names(entries: Sequence[vocabulary.Result] | Sequence[vocabulary.Status]) -> list[str]:
    return [entry.name for entry in entries]

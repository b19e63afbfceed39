"""Logs like those of a large district: 40 schools, thousands of broadcasts, 36 months in 36 imports.

Each month is a file of its own; a contact list and a consent list come last. One broadcast in 20 goes to
every school, the others to one each, and a few schools send most of them. All numbers are fictional.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from data.importer import ImportOrder, import_file
from data.tables import store
from data.tables.schemas import SCHEMAS
from data.words import vocabulary

SEED, MONTHS, FIRST_YEAR = 1, 36, 2023
TEXTS_OF_A_BROADCAST, FAMILIES = 400, 60_000
NUMBER = "'+1' || cast(2015550100 + family // 100 * 10000000 + family % 100 as varchar)"
# Everything about a text follows from its place and the seed.
MONTH = """
    copy (
        with numbered as (
            select i, (i + $base) // $each as broadcast, hash(i + $base + $seed) as drawn
            from range($rows) as places (i)
        ),
        sent as (
            select
                *, hash(broadcast + $seed) % 20 = 0 as to_every_school, drawn % $families as family,
                drawn // 7 % 1000 as draw,
                cast(floor(40 * pow((hash(broadcast * 7 + $seed) % 10000) / 10000.0, 2)) as integer)
                    as sender,
                cast($month as timestamp) + to_seconds(cast(46800 + i * 2300000 // $rows as bigint))
                    as moment
            from numbered
        )
        select
            'SM' || md5(cast(i + $base as varchar)) as "Message ID",
            strftime(moment, '%Y-%m-%dT%H:%M:%SZ') as "Requested",
            'b' || cast(broadcast as varchar) as "Broadcast ID",
            'Notice ' || cast(broadcast % 900 as varchar) as "Broadcast",
            case when to_every_school then 'District office' else 'School ' || cast(sender as varchar) end
                as "Sent By",
            'School ' || cast(case when to_every_school then family % 40 else sender end as varchar)
                as "School",
            'c' || cast(family as varchar) as "Contact ID",
            {number} as "Phone Number",
            case when draw < 930 then $sent when draw < 970 then $ineligible else $failed end
                as "Delivery Results",
            case
                when draw between 930 and 944 then 'duplicate_number'
                when draw between 945 and 957 then 'not_opted_in_or_blocked'
                when draw between 970 and 989 then 'carrier_trouble'
            end as "Reason"
        from sent
    ) to '{target}' (format parquet)
"""
LISTS = {
    "contacts": """
        copy (
            select
                'c' || cast(family as varchar) as "Contact ID",
                'Family ' || cast(family as varchar) as "Name",
                {number} as "Phone Number", 'School ' || cast(family % 40 as varchar) as "School",
                cast(family % 12 + 1 as varchar) as "Grade",
                case family % 4 when 0 then 'Spanish' else 'English' end as "Language"
            from range($families) as families (family)
        ) to '{target}' (format parquet)
    """,
    "status": """
        copy (
            select
                {number} as "Phone Number",
                case
                    when family % 10 < 7 then $opted_in when family % 10 < 9 then $pending else $opted_out
                end as "SMS Status"
            from range($families) as families (family)
            where family % 3 > 0
        ) to '{target}' (format parquet)
    """,
}


def write(rows: int, folder: Path) -> Path:
    """Return a new copy in `folder` of the tables with so many texts; the temporary folder keeps them."""
    code = f"{MONTH}{LISTS}{SCHEMAS}".encode()
    name = f"sms-reports-bench-{SEED}-{rows}-{hashlib.sha256(code).hexdigest()[:12]}"
    kept = Path(tempfile.gettempdir()) / name
    if not kept.exists():
        with tempfile.TemporaryDirectory(prefix="sms-reports-bench-") as made:
            _import_all(rows, Path(made))
            shutil.move(Path(made) / "logs", kept)
    return Path(shutil.copytree(kept, folder / "district"))


def _import_all(rows: int, folder: Path) -> None:
    target, uri = folder / "file.parquet", str(folder / "logs")
    results = dict(zip(("sent", "ineligible", "failed"), _names(vocabulary.RESULTS[2:]), strict=True))
    statuses = dict(zip(("pending", "opted_in", "opted_out"), _names(vocabulary.STATUSES), strict=True))
    of_month = rows // MONTHS
    with duckdb.connect() as connection:
        for place in range(MONTHS):
            month = date(FIRST_YEAR + place // 12, place % 12 + 1, 1)
            values = {"base": place * of_month, "rows": of_month, "month": month, "seed": SEED}
            values |= {"each": TEXTS_OF_A_BROADCAST, "families": FAMILIES, **results}
            connection.execute(MONTH.format(number=NUMBER, target=target), values)
            import_file(ImportOrder(target, f"{month:%Y-%m}.parquet", "log"), uri=uri)
        for kind, sql in LISTS.items():
            values = {"families": FAMILIES, **(statuses if kind == "status" else {})}
            connection.execute(sql.format(number=NUMBER, target=target), values)
            listed_at = datetime(FIRST_YEAR + MONTHS // 12, 1, 1, tzinfo=UTC)
            import_file(ImportOrder(target, f"{kind}.parquet", kind, as_of=listed_at), uri=uri)
    if store.newest_number(uri) < MONTHS + len(LISTS):
        raise SystemExit("the logs of the district weren't imported")


def _names(entries: Sequence[vocabulary.Result] | Sequence[vocabulary.Status]) -> list[str]:
    return [entry.name for entry in entries]

"""A service's own log beside the generic one, and changed rows beside a bare rewrite of their months."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench import log_files, timing
from tests.bench.report import Report

ROUNDS, MOST_RATIO, MOST_GIB = 3, 1.5, 4
PART = "A service's own log, and changed rows"
CHANGED_ROWS = 100_000
IMPORT = """
from pathlib import Path
from data.importer import ImportOrder, import_file
import_file(ImportOrder(Path('{log}'), 'log.csv'))
"""
# A month's rewrite by DuckDB alone: read new rows, join the month with them, sort and write.
REWRITE = """
import duckdb
from data import settings
from data.tables import store
from data.tables.daily_results import month_of
duckdb.execute('set enable_progress_bar = false')
files = store.newest(settings.load().logs).files('messages')
newest = max(map(month_of, files))
month = [file for file in files if month_of(file) == newest]
duckdb.execute(\"\"\"
    copy (
        with changed as (select * from read_csv('{log}', all_varchar = true))
        select month.* replace (coalesce(changed."Delivery Results", month.result) as result)
        from read_parquet($month) as month
        left join changed on month.message_id = changed."Message ID"
        order by month.number
    ) to '{target}' (format parquet, compression zstd, row_group_size 30720)
\"\"\", {{'month': month}})
"""


def measure(report: Report, folder: Path, rows: int, environment: dict[str, str], logs: Path) -> None:
    """Note both ratios. Afterwards, the logs are those of the generic file with its changed rows."""
    report.begin(PART)
    generic = log_files.write_log(folder / "generic.csv", rows, us_form=False)
    twilio = log_files.write_twilio(folder / "twilio.csv", rows)
    times: dict[Path, list[tuple[float, float]]] = {twilio: [], generic: []}
    for _round in range(ROUNDS):
        for log, measured in times.items():
            for one in (logs, logs.parent / "own"):  # its memory that there was data
                shutil.rmtree(one, ignore_errors=True)
            measured.append(timing.process(IMPORT.format(log=log), environment))
    (own, memory), (usual, _memory) = (min(measured) for measured in times.values())
    report.note(
        f"import of {rows:,} rows of Twilio's console export, beside the project's own columns",
        f"{own:.1f} s, {own / usual:.2f} x {usual:.1f} s",
        f"{MOST_RATIO} x",
        is_met=own <= MOST_RATIO * usual,
    )
    report.note("  its peak memory", f"{memory:.2f} GiB", f"{MOST_GIB} GiB", is_met=memory < MOST_GIB)
    twilio.unlink()
    rewriting, changing = [], []
    for later in range(ROUNDS):  # a file that was imported before would be skipped
        changed = log_files.write_changes(folder / f"changed{later}.csv", generic, CHANGED_ROWS, later)
        rewrite = REWRITE.format(log=changed, target=folder / "month.parquet")
        rewriting.append(timing.process(rewrite, environment)[0])
        changing.append(timing.process(IMPORT.format(log=changed), environment)[0])
    ratio = min(changing) / min(rewriting)
    report.note(
        f"{CHANGED_ROWS:,} changed rows into {rows:,}, beside writing the month again",
        f"{min(changing):.1f} s, {ratio:.2f} x {min(rewriting):.1f} s",
        f"{MOST_RATIO} x",
        is_met=ratio <= MOST_RATIO,
    )

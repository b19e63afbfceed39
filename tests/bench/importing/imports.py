"""The import of a large CSV, beside a bare DuckDB COPY of the same file sorted by month and number."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench import log_files, timing
from tests.bench.report import Report

ROUNDS, MOST_GIB = 3, 4
PART = "Imports"
COPY = """
import duckdb
duckdb.execute('set enable_progress_bar = false')
duckdb.execute(\"\"\"
    copy (
        select *, {month} as month
        from read_csv('{log}', all_varchar = true)
        order by month, "Phone Number"
    ) to '{target}' (format parquet)
\"\"\")
"""
IMPORT = """
from pathlib import Path
from data.importer import ImportOrder, import_file
import_file(ImportOrder(Path('{log}'), 'log.csv'))
"""
MONTHS = {
    False: 'substr("Requested", 1, 7)',
    True: "strftime(strptime(\"Requested\", '%m/%d/%Y %I:%M %p'), '%Y-%m')",
}


def measure(report: Report, folder: Path, rows: int, environment: dict[str, str], logs: Path) -> None:
    """Note both times, their ratio and the importer's peak memory, for each form of the file."""
    report.begin(PART)
    for us_form, bound in ((True, 3), (False, 2)):
        name = "US dates, formatted numbers" if us_form else "ISO times, plain numbers"
        log = log_files.write_log(folder / f"log-{us_form}.csv", rows, us_form=us_form)
        copies, imports = [], []
        for _round in range(ROUNDS):
            copy = COPY.format(log=log, month=MONTHS[us_form], target=folder / "copy.parquet")
            copies.append(timing.process(copy, environment))
            for one in (logs, logs.parent / "own"):  # its memory that there was data
                shutil.rmtree(one, ignore_errors=True)
            imports.append(timing.process(IMPORT.format(log=log), environment))
        log.unlink()
        seconds, copy_seconds = min(imports)[0], min(copies)[0]
        report.note(
            f"import of {rows:,} rows, {name}, beside a bare COPY",
            f"{seconds:.1f} s, {seconds / copy_seconds:.2f} x {copy_seconds:.1f} s",
            f"{bound} x",
            is_met=seconds <= bound * copy_seconds,
        )
        peak = max(memory for _seconds, memory in imports)
        report.note("  its peak memory", f"{peak:.2f} GiB", f"{MOST_GIB} GiB", is_met=peak < MOST_GIB)

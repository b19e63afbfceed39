"""Measure everything: `python -m tests.bench [--rows N]`. Machines differ, ratios less."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from tests.bench import (
    district_logs,
    downloads,
    filter_changes,
    imports,
    many_visitors,
    pages,
    pages_during_import,
    questions,
    service_logs,
)


def main() -> None:
    """Measure in a temporary folder: one large log for imports and downloads, a district for pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000, help="texts in the measured log")
    parser.add_argument("--texts", type=int, default=1_000_000, help="texts of the district")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sms-reports-bench-") as temporary:
        folder = Path(temporary)
        logs = folder / "logs"
        environment = _environment(folder / "district.toml", logs)
        os.environ.update(environment)
        service_logs.measure(folder, 2 * options.rows, environment, logs)
        imports.measure(folder, options.rows, environment, logs)
        questions.measure()
        downloads.measure(folder, logs)
        own = folder / "of the district"  # with settings of its own: those before led to other data
        own.mkdir()
        district = district_logs.write(options.texts, own)
        pages.measure(own, district)
        filter_changes.measure(own, district)
        many_visitors.measure(own, district)
        # Last, since it changes the tables.
        environment = _environment(own / "district.toml", district)
        pages_during_import.measure(own, 2 * options.rows // 5, environment, district)


def _environment(settings: Path, logs: Path) -> dict[str, str]:
    settings.write_text(f'logs = "{logs}"\ntimezone = "America/Chicago"\n', encoding="utf-8")
    return {"DISTRICT_TOML": str(settings), "XDG_DATA_HOME": str(settings.parent / "own")}


if __name__ == "__main__":
    main()

"""Measure everything: `python -m tests.bench [--rows N]`. Machines differ, ratios less."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from tests.bench import (
    downloads,
    filter_changes,
    imports,
    many_visitors,
    pages_during_import,
    questions,
    service_logs,
)


def main() -> None:
    """Measure in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000, help="texts in the measured log")
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="sms-reports-bench-") as temporary:
        folder = Path(temporary)
        logs, district = folder / "logs", folder / "district.toml"
        district.write_text(f'logs = "{logs}"\ntimezone = "America/Chicago"\n', encoding="utf-8")
        environment = {"DISTRICT_TOML": str(district)}
        os.environ.update(environment)
        service_logs.measure(folder, 2 * rows, environment, logs)
        imports.measure(folder, rows, environment, logs)
        questions.measure()
        filter_changes.measure(folder, logs)
        many_visitors.measure(folder, logs)
        downloads.measure(folder, logs)
        pages_during_import.measure(folder, 2 * rows // 5, environment, logs)  # last: it changes the log


if __name__ == "__main__":
    main()

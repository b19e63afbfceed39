"""Attack a dashboard on this machine: `python -m tests.attack`; exits 0 if nothing got through.

With `--without-escaping`, it exits 0 if the pages and the files are found to let payloads through.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.attack import connections, downloads, hostile_files, pages, payloads, requests
from tests.attack.findings import Findings
from tests.browser.dashboard import chromium, served

REQUESTS_SHARE = 0.3  # of the minutes
UNESCAPED = Path(__file__).with_name("unescaped")


def main() -> int:
    """Attack a dashboard, all of it in a temporary folder. Return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the random choices")
    parser.add_argument("--without-escaping", action="store_true", help="show that the attack can succeed")
    options = parser.parse_args()
    print(f"{options.minutes:g} minutes, --seed {options.seed}", flush=True)
    findings = Findings()
    with tempfile.TemporaryDirectory(prefix="sms-reports-attack-") as temporary:
        folder = Path(temporary)
        with served(folder, modules=UNESCAPED if options.without_escaping else None) as server:
            port = int(server.address.rpartition(":")[2])
            until = time.monotonic() + 60 * options.minutes * REQUESTS_SHARE
            if not options.without_escaping:
                requests.attack(port, findings, options.seed, until)
                connections.attack(port, findings)
            _use_settings(folder)
            imported = hostile_files.import_all(folder)
            until = time.monotonic() + 60 * options.minutes * (1 - REQUESTS_SHARE)
            with chromium() as browser:
                pages.attack(browser, server.address, folder, findings, seed=options.seed, until=until)
            downloads.attack(port, folder, imported, findings)
    print(findings.table())
    if options.without_escaping:
        return 0 if {pages.PART, downloads.PART} <= {part for part, _attempt in findings.through} else 1
    return 1 if findings.through else 0


def _use_settings(folder: Path) -> None:
    """Put payloads into the settings, and let this process import into the same district."""
    name, support = " ".join(payloads.NAME), " ".join(payloads.SUPPORT)
    values = {
        "name": name,
        "support": support,
        "logs": "logs",
        "timezone": "America/Chicago",
        "short_code": "67587",
    }
    district = folder / "district.toml"
    tables = {f"schools.{_toml(school)}": _answering(school) for school in payloads.SCHOOLS}
    tables |= {"languages.es": _answering(payloads.HTML[2])}
    lines = [*_lines(values)]
    for table, own in tables.items():
        lines += [f"[{table}]", *_lines(own)]
    district.write_text("\n".join(lines), encoding="utf-8")
    os.environ |= {"DISTRICT_TOML": str(district), "XDG_DATA_HOME": str(folder)}


def _answering(payload: str) -> dict[str, str]:
    return {"short_code": payload, "opt_in_word": payload, "support": payload}


def _lines(values: Mapping[str, str]) -> list[str]:
    return [f"{key} = {_toml(value)}" for key, value in values.items()]


def _toml(text: str) -> str:
    return json.dumps(text).replace("\x7f", "\\u007f")


if __name__ == "__main__":
    sys.exit(main())

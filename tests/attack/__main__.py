"""Attack a dashboard on this machine: `python -m tests.attack`; exits 0 if nothing got through."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

from tests.attack import connections, downloads, hostile_files, pages, payloads, requests
from tests.attack.findings import Findings
from tests.browser.dashboard import chromium, served

REQUESTS_SHARE = 0.3  # of the minutes


def main() -> int:
    """Attack a dashboard, all of it in a temporary folder. Return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the random choices")
    options = parser.parse_args()
    print(f"{options.minutes:g} minutes, --seed {options.seed}", flush=True)
    findings = Findings()
    with tempfile.TemporaryDirectory(prefix="sms-reports-attack-") as temporary:
        folder = Path(temporary)
        with served(folder) as server:
            port = int(server.address.rpartition(":")[2])
            until = time.monotonic() + 60 * options.minutes * REQUESTS_SHARE
            requests.attack(port, findings, options.seed, until)
            connections.attack(port, findings)
            _use_settings(folder)
            imported = hostile_files.import_all(folder)
            until = time.monotonic() + 60 * options.minutes * (1 - REQUESTS_SHARE)
            with chromium() as browser:
                pages.attack(browser, server.address, folder, findings, seed=options.seed, until=until)
            downloads.attack(port, folder, imported, findings)
    print(findings.table())
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
    lines = [f"{key} = {json.dumps(value)}".replace("\x7f", "\\u007f") for key, value in values.items()]
    district.write_text("\n".join(lines), encoding="utf-8")
    os.environ |= {"DISTRICT_TOML": str(district), "XDG_DATA_HOME": str(folder)}


if __name__ == "__main__":
    sys.exit(main())

"""The README's pictures, made from the running dashboard with the sample logs: `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.browser.dashboard import ROOT, chromium, served, settle

PICTURES = {"sms_log": 900, "sms_status": 820, "opt_in_reminders": 1260}  # page: height in pixels


def main() -> None:
    """Write docs/<page>.png for each picture."""
    (ROOT / "docs").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server, chromium() as browser:
        for name, height in PICTURES.items():
            page = browser.new_page(viewport={"width": 1280, "height": height})
            page.goto(f"{server.address}/{name}")
            settle(page)
            page.wait_for_timeout(1000)  # the chart grows into its place
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
            page.close()


if __name__ == "__main__":
    main()

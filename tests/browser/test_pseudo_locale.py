"""Every page and every dialog in a language that nobody speaks: no sentence stands outside the catalog."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from data.words import vocabulary
from tests.browser.dashboard import ROOT, Server, served, settle
from tests.browser.pseudo_locale import write_catalog

SCHOOL, OTHER = "Дуб", "Клён"
LOG = "Message ID,Broadcast ID,Broadcast,School,Contact ID,Phone Number,Delivery Results,Reason,Date/Time"
DISTRICT = """
name = "Район"
timezone = "America/Chicago"
logs = "logs"
short_code = "67587"
opt_in_word = "Да"
support = "школа"
"""
PLACES = """
    () => {
      const own = '[data-testid="stHeader"], [data-testid="stStatusWidget"], .modebar, code, script, style';
      const found = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const place = node.parentElement;
        if (!place || place.closest(own) || !place.getClientRects().length) continue;
        found.push(node.textContent);
      }
      for (const place of document.body.querySelectorAll('*')) {
        if (place.closest(own)) continue;
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
          if (place.getAttribute(name)) found.push(place.getAttribute(name));
        }
      }
      return found;
    }
"""
LATIN = re.compile(r"[A-Za-z]{2,}")
# What Streamlit itself says, which no catalog of ours reaches.
STREAMLIT = (
    "Skip to main content",
    "App pages",
)


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard in the pseudo-locale, over logs whose own words are Cyrillic."""
    folder = tmp_path_factory.mktemp("pseudo")
    catalog = write_catalog(folder / "messages.po")
    (folder / "district.toml").write_text(DISTRICT, encoding="utf-8")
    files = _write_files(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMS_REPORTS_CATALOG", str(catalog))
        own = {"DISTRICT_TOML": str(folder / "district.toml"), "XDG_DATA_HOME": str(folder)}
        for file in files:
            subprocess.run(
                [sys.executable, "-m", "data", "import", str(file), "--as-of", "2026-10-20", "--by", "кто"],
                cwd=ROOT,
                env={**os.environ, **own},
                check=False,
                capture_output=True,
            )
        with served(folder, logs=folder / "logs") as server:
            yield server


def _write_files(folder: Path) -> list[Path]:
    """A log, a consent list and a contact list, in the project's own columns, whose cells are Cyrillic."""
    results = [result.name for result in vocabulary.RESULTS]
    rows = [
        (
            *(1000 + n, 70 + n % 2, f"Рассылка {n % 2}", SCHOOL if n % 3 else OTHER, 500 + n),
            *(2125550100 + n % 100, results[n % 5], "", f"2026-10-{1 + n % 20:02}T08:00:00"),
        )
        for n in range(400)
    ]
    rows += [
        (
            *(2000 + n, 70, "Рассылка 0", SCHOOL, 500 + n, 2125550100 + n),
            *(reason.result, reason.key, "2026-10-05T09:00:00"),
        )
        for n, reason in enumerate(vocabulary.REASONS)
    ]
    rows += [(3000, 70, "Рассылка 0", SCHOOL, 501, 2125550101, "неведомо", "", "2026-10-05T09:00:00")]
    statuses = [status.name for status in vocabulary.STATUSES]
    consent = [f"{2125550100 + n},{statuses[n % 3]}" for n in range(90)]
    contacts = [f"{500 + n},{2125550100 + n},Имя {n},{SCHOOL},{900 + n}" for n in range(80)]
    texts = {
        "журнал.csv": "\n".join([LOG, *(",".join(map(str, row)) for row in rows)]),
        "согласие.csv": "Phone Number,SMS Status\n" + "\n".join(consent),
        "контакты.csv": "Contact ID,Phone Number,Name,School,Student ID\n" + "\n".join(contacts),
    }
    files = []
    for name, text in texts.items():
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    return files


def foreign(page: Page, allowed: tuple[str, ...] = ()) -> list[str]:
    """Return the texts of a page that hold Latin words from neither the catalog nor the data."""
    texts: list[str] = page.evaluate(PLACES)
    known = {word for text in (*STREAMLIT, *allowed) for word in LATIN.findall(text)}
    return sorted({text.strip() for text in texts if set(LATIN.findall(text)) - known})


@pytest.mark.parametrize("name", ["sms_log", "sms_status", "opt_in_reminders", "imports"])
def test_pages_show_only_sentences_of_the_catalog(pseudo: Server, tab: Page, name: str) -> None:
    tab.goto(f"{pseudo.address}/{name}")
    settle(tab)
    for closed in tab.locator("summary:visible").all():
        closed.click()
    settle(tab)
    assert not foreign(tab)

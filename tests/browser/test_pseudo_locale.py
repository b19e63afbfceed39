"""Every page and dialog in an invented language: every sentence is in the catalog."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data import version
from data.access import account
from data.words import vocabulary
from pages.parts.sms_status.checks.section import CHECKS
from tests.browser.dashboard import ROOT, Server, served, settle
from tests.browser.pseudo_locale import write_catalog

SOME_REJECTED = 1  # as one row of the log is
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
        if (place.closest(own) || !place.getClientRects().length) continue;
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
          if (place.getAttribute(name)) found.push(place.getAttribute(name));
        }
      }
      return found;
    }
"""
LATIN = re.compile(r"[A-Za-z]{2,}")
# What Streamlit itself says or draws as an icon, which no catalog of ours reaches: whole texts.
STREAMLIT = re.compile(
    r"""Skip\ to\ main\ content|App\ pages|(Collapse|Expand)\ sidebar|Sidebar|Open|Close|Dismiss
    |Clear\ (value|all)|Choose\ an\ option|Choose\ date.*|Help\ for\ .*|Remove\ .*|[a-z]+(_[a-z]+)+
    |(day|month|year),\ .*|.*\ (start|end)\ date|dd|mm|yyyy
    |[Uu]pload|file\ upload|Add\ files|add(\ icon)?|.*,\ [\d.]+B|2GB\ per\ file|•\ CSV,\ TXT.*|Pagination
    |search|(Previous|Next|Go\ to).*page.*|Page\ \d+.*""",
    re.VERBOSE,
)
# Called so in every language, and data inside sentences.
NAMES = re.compile(
    r"\b(CSV|Excel|Parquet|PDF|English|Español|Delivery Results|Date/Time|America/Chicago)\b"
)
DATA = re.compile(r"School district|an administrator|UTC|.+\.(csv|xlsx|pdf)|English|Español")


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
        ended = subprocess.run(
            [sys.executable, "-m", "data", "import", *files, "--as-of", "2026-10-20", "--by", "кто"],
            cwd=ROOT,
            env={**os.environ, **own},
            check=False,
            capture_output=True,
        )
        assert ended.returncode == SOME_REJECTED, ended.stderr
        assert not ended.stderr, ended.stderr
        with served(folder, logs=folder / "logs") as server:
            (folder / "district.toml").write_text(DISTRICT, encoding="utf-8")  # as it was before
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
    rows += [(3000, 70, "Рассылка 0", SCHOOL, 501, 2125550101, "Sent", "", "неведомо")]  # is rejected
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


def foreign(page: Page, *data: str) -> list[str]:
    """Return the texts of a page in Latin letters that are neither Streamlit's nor the data's."""
    texts: list[str] = page.evaluate(PLACES)
    own = re.compile("|".join(map(re.escape, sorted(data, key=len, reverse=True))) or "(?!)")
    rest = {text.strip() for text in texts if LATIN.search(own.sub("", NAMES.sub("", text)))}
    return sorted(text for text in rest if not (STREAMLIT.fullmatch(text) or DATA.fullmatch(text)))


def check(page: Page, *data: str) -> None:
    settle(page)
    rest = foreign(page, *data)
    assert not rest, "Give these sentences to the catalog:\n" + "\n".join(rest)


@pytest.mark.parametrize("name", sorted(file.stem for file in (ROOT / "pages").glob("[!_]*.py")))
def test_pages_show_only_sentences_of_the_catalog(pseudo: Server, tab: Page, name: str) -> None:
    tab.goto(f"{pseudo.address}/{name}")
    settle(tab)
    tab.evaluate("document.querySelectorAll('details').forEach(closed => closed.open = true)")
    # Setup names places on this machine, the version, and the file that was imported last.
    places = (str(pseudo.output.with_name(own)) for own in ("district.toml", "logs", "record"))
    check(tab, account(), *places, version.version() or "UTC", "контакты.csv")


def test_dialogs_of_sms_log_show_only_sentences_of_the_catalog(pseudo: Server, tab: Page) -> None:
    tab.goto(f"{pseudo.address}/sms_log?result=failed&by=reason")
    settle(tab)
    tab.get_by_test_id("stPopover").get_by_role("button").first.click()
    check(tab)
    tab.keyboard.press("Escape")
    tab.locator("tr[data-press-row]:visible").last.click()
    tab.get_by_role("dialog").wait_for()
    check(tab)


def test_consent_checks_show_only_sentences_of_the_catalog(
    pseudo: Server, tab: Page, subtests: pytest.Subtests
) -> None:
    for key in CHECKS:
        with subtests.test(key):
            tab.goto(f"{pseudo.address}/sms_status?check={key}&on=2026-10-20")
            check(tab)


@pytest.mark.parametrize(
    "query", ["?period=2020-01-01&period=2020-01-31", "?day=2026-10-25", "?school=nowhere"]
)
def test_empty_pages_and_bad_links_show_only_sentences_of_the_catalog(
    pseudo: Server, tab: Page, query: str
) -> None:
    tab.goto(f"{pseudo.address}/sms_log{query}")
    check(tab)


def test_answers_of_the_look_up_show_only_sentences_of_the_catalog(
    pseudo: Server, tab: Page, subtests: pytest.Subtests
) -> None:
    tab.goto(f"{pseudo.address}/sms_status")
    settle(tab)
    before = ""
    for typed in ("2125550100", "2125550101", "2125550189", "12", "2125550199"):
        with subtests.test(typed):
            tab.get_by_role("textbox").first.fill(typed)
            tab.keyboard.press("Enter")
            answer = tab.locator(".sms.answer")
            expect(answer).not_to_have_text(before)
            before = answer.inner_text()
            settle(tab)
            # What is read aloud is in the languages of families, by the flyer's catalog.
            spoken = tab.locator(".sms.aloud p").all_inner_texts()
            check(tab, *(line.partition(": ")[2] for line in spoken))


def test_dialogs_of_imports_show_only_sentences_of_the_catalog(
    pseudo: Server, tab: Page, tmp_path: Path
) -> None:
    tab.goto(f"{pseudo.address}/imports")
    settle(tab)
    tab.locator('[data-press^="undo="]').first.click()
    tab.get_by_role("dialog").wait_for()
    check(tab)
    tab.keyboard.press("Escape")
    row = "9,7,Рассылка,Дуб,5,2125550101,{},,2026-10-05T09:00:00"
    asked = row.format("Доставлено")  # what the word means
    for text in (f"{LOG}\n{asked}", f"{LOG}\n{row.format('Sent')}", "ничего", "a,b\n1,2"):
        file = tmp_path / "ещё.csv"
        file.write_text(text, encoding="utf-8")
        tab.locator('input[type="file"]').set_input_files(file)
        settle(tab)
        if asked in text:
            expect(tab.get_by_text("Доставлено").first).to_be_visible()
        check(tab, *LOG.split(","), "a", "b", "Sent")  # columns, and a sample of their cells

"""Routes by role: who gets a file, in which form, and what stands in the record before it goes out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from data.access import ROLES, Right, needs
from pages.parts.downloads import one_use
from pages.parts.downloads.one_use import LINKS, OneUseFile
from pages.parts.downloads.reports import REPORTS
from pages.parts.imports import skipped_rows
from pages.parts.record import record_file
from pages.parts.web import metrics
from queries import Selection
from tests.pages.fetching import Answer, download_url, fetch
from tests.recorded import entries
from tests.signing_in import cookie, write_access
from tests.viewers import in_role

PERSON = "person@example.org"
LINCOLN = ("Lincoln High",)
FILES = {
    **{f"/download/{key}": download_url(key, "csv", Selection()) for key in REPORTS},
    skipped_rows.URL: f"{skipped_rows.URL}?import=none&kind=rejected",
    record_file.URL: record_file.URL,
    one_use.URL: one_use.URL,
    metrics.URL: metrics.URL,
}
OPEN = {"/sign_in", "/healthz"}


def ask(route: str, role: str, folder: Path) -> Answer:
    """Ask a route for its file as a person of one school in a role."""
    schools = "" if ROLES[role].needs_all_schools else f"schools = {list(LINCOLN)}\n"
    write_access(folder, f'[[people]]\nwho = "{PERSON}"\nrole = "{role}"\n{schools}')
    return fetch(FILES[route], "POST" if route == one_use.URL else "GET", cookie=cookie(PERSON))


@pytest.mark.parametrize("role", ROLES)
def test_a_route_answers_those_who_have_its_rights_and_nobody_else(
    role: str, signing_in: Path, subtests: pytest.Subtests
) -> None:
    viewer = in_role(role, LINCOLN)
    assert set(FILES) | OPEN == set(needs.ROUTES)
    for route in FILES:
        with subtests.test(route):
            answer = ask(route, role, signing_in)
            may = viewer.may(*(needs.ROUTES[route] or ()))
            assert (answer.status != 403) == may
            if not may:
                assert b"Your role doesn't include the right to" in answer.content


def test_a_file_of_a_masked_viewer_has_masks_and_the_record_says_so(signing_in: Path) -> None:
    before = len(entries())
    rows = list(csv.DictReader(io.StringIO(_text(ask("/download/sms_status", "help desk", signing_in)))))
    assert {row["Number"] for row in rows} == {"•••••••00", "•••••••01"}
    assert {row["Name"] for row in rows} == {"P. c."}
    (entry,) = [entry for entry in entries()[before:] if entry.action == "download"]
    assert (entry.who, entry.role, entry.rows, entry.masked) == (PERSON, "help desk", len(rows), True)


def test_a_file_with_full_numbers_is_recorded_as_such(signing_in: Path) -> None:
    before = len(entries())
    rows = list(csv.DictReader(io.StringIO(_text(ask("/download/sms_status", "school", signing_in)))))
    assert {row["Number"] for row in rows} == {"+12125550100", "+12125550101"}
    (entry,) = [entry for entry in entries()[before:] if entry.action == "download"]
    assert (entry.rows, entry.masked) == (len(rows), False)


def test_a_file_that_cannot_be_recorded_does_not_go_out(signing_in: Path) -> None:
    ask("/download/sms_status", "school", signing_in)
    (signing_in / "record-blocked").write_bytes(b"")
    file = write_access(
        signing_in,
        f'[[people]]\nwho = "{PERSON}"\nrole = "school"\n',
        more='record = "record-blocked"\n',
    )
    assert file.exists()
    answer = fetch(FILES["/download/sms_status"], cookie=cookie(PERSON))
    assert answer.status == 503
    assert b"This can't be recorded, so it wasn't done." in answer.content


def test_a_link_to_a_file_is_one_persons_own(signing_in: Path) -> None:
    viewer = in_role("school", LINCOLN)
    token = LINKS.open(OneUseFile(b"family\n", "families.csv", "text/csv"), viewer)
    ask(one_use.URL, "school", signing_in)
    body = f"token={token}".encode()
    assert fetch(one_use.URL, "POST", body, cookie=cookie(PERSON)).content == b""
    assert viewer.may(Right.DOWNLOAD)


def _text(answer: Answer) -> str:
    assert answer.status == 200
    return answer.content.decode("utf-8-sig")

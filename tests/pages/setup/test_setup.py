"""Setup, opened alone: who sees what in words, where the data is and how large, and what was done last."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from data import record, settings
from data.access import person_at_machine
from tests.districts import ZONE
from tests.pages.setup.page import SetupPage
from tests.signing_in import secrets_in

ADMINISTRATOR = '[[people]]\nwho = "it@example.org"\nrole = "administrator"\n'
PRINCIPAL = '[[people]]\nwho = "principal@example.org"\nrole = "school"\nschools = ["Lincoln High"]\n'


@pytest.fixture
def access(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Open the page of a district with an access file; return that file, which isn't there yet."""
    shutil.copytree(filled.parent / "logs", tmp_path / "own" / "logs")
    file = tmp_path / "own" / "district.toml"
    file.write_text(f'timezone = "{ZONE}"\nlogs = "logs"\naccess = "access.toml"\n', encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(file))
    return file.with_name("access.toml")


def write(file: Path, text: str) -> None:
    """Write the access file; its time is later than before, also on disks that know only seconds."""
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(before + 10**9, before + 10**9))


def test_the_access_file_is_read_in_words_and_a_change_shows_without_a_restart(access: Path) -> None:
    write(access, ADMINISTRATOR + PRINCIPAL)
    page = SetupPage()
    administrator, principal = page.people
    assert administrator == "it@example.org: Administrator, sees every school. May do everything."
    assert principal == (
        "principal@example.org: School, sees Lincoln High. May see exact totals, "
        "see texts and numbers one by one, look up a number, see full numbers, see names, download, "
        "make reminder batches, enter call results, opt-outs and changed numbers."
    )
    assert f"From {access}." in page.sentences
    write(access, ADMINISTRATOR + '[[people]]\ngroup = "Front offices"\nrole = "help desk"\n')
    assert page.run().people[1] == (
        "Group Front offices: Help desk, sees every school. May see exact totals, "
        "see texts and numbers one by one, look up a number, download."
    )
    write(access, ADMINISTRATOR + PRINCIPAL.replace('"Lincoln High"', ""))
    assert page.run().people[1] == "principal@example.org: School, sees no school."


def test_schools_that_no_family_has_and_a_missing_administrator_are_pointed_out(access: Path) -> None:
    write(access, PRINCIPAL.replace('"]', '", "Lincon High"]'))
    page = SetupPage()
    assert page.warnings[-2:] == [
        "Nobody in the access file is an administrator, so nobody can import files or see this page.",
        "No family has these schools of the access file: Lincon High. Check their spelling.",
    ]
    write(access, ADMINISTRATOR + PRINCIPAL)
    assert page.run().warnings[-1] == "The access file isn't used until the sign-in is set up."


def test_an_access_file_that_cannot_be_used_is_said_in_its_place_and_the_rest_is_shown(
    access: Path,
) -> None:
    write(access, PRINCIPAL.replace('"school"', '"principal"'))
    page = SetupPage()
    (error,) = page.errors
    assert "The access file has an entry that can't be used" in error
    assert f"{access}, entry 1" in error
    assert page.people == []
    assert page.tables["Texts"][0] == "121"


@pytest.mark.usefixtures("access")
def test_the_stored_data_has_its_place_rows_ages_and_sizes() -> None:
    logs = Path(settings.load().logs)
    (logs / "work").mkdir(exist_ok=True)
    (logs / "work" / "rejected.csv").write_bytes(b"x" * 2_000_000)
    page = SetupPage()
    assert page.facts["Place"] == str(logs)
    assert page.facts["Last import"].startswith("contacts.csv, ")
    assert page.facts["Work folder"].startswith("2.0 MB: ")
    rows, oldest, newest, kept, size = page.tables["Texts"]
    assert (rows, oldest[:12], newest[:12], kept) == ("121", "Sep 1, 2026,", "Sep 29, 2026", "Forever")
    assert size.endswith((" KB", " bytes"))
    assert [page.tables[name][0] for name in ("Contacts now", "Imports", "Counts per day")] == [
        "3",
        "3",
        "",
    ]


@pytest.mark.usefixtures("access")
def test_a_check_is_recorded_and_remembered_as_the_last_one() -> None:
    page = SetupPage()
    assert (page.facts["Last check"], page.checked) == ("None yet", [])
    page.check_now()
    assert set(page.checked) == {"OK"}
    who = person_at_machine().name
    assert SetupPage().facts["Last check"].endswith(f" CT, by {who}: all is well.")
    record.write(person_at_machine(), "check", filters={"lines": 12, "wrong": 1, "not_checked": 1})
    assert page.run().facts["Last check"].endswith(f" CT, by {who}: 2 lines weren't OK.")


@pytest.mark.usefixtures("access")
def test_the_last_backup_is_the_newest_of_the_record() -> None:
    page = SetupPage()
    assert page.facts["Last backup"] == "None yet. Run python -m data backup FOLDER every night."
    record.write("ana", "backup")
    record.write("ben", "backup")
    record.write("cy", "check")
    assert page.run().facts["Last backup"].endswith(" CT, by ben")


@pytest.mark.usefixtures("access")
def test_how_long_rows_are_kept_and_who_deletes_them_is_shown() -> None:
    page = SetupPage()
    assert [page.tables[name][3] for name in ("Changes of status", "Imports")] == ["60 months", ""]
    how = "python -m data forget --expired --confirm deletes expired rows."
    assert page.facts["Retention"] == how
    record.write("ana", "retention", rows=3)
    last = page.run().facts["Retention"]
    assert last.startswith(f"{how} Last: ")
    assert last.endswith(" CT, by ana.")
    text = settings.file().read_text(encoding="utf-8")
    more = 'forget_expired = "yes"\n[keep_months]\ntexts = 1\n'
    settings.file().write_text(text + more, encoding="utf-8")
    page.run()
    assert page.tables["Texts"][3] == "1 month"
    assert page.facts["Retention"].startswith("Imports from the command line delete expired rows")


@pytest.mark.usefixtures("nothing_imported")
def test_before_the_first_import_it_says_where_data_will_be() -> None:
    page = SetupPage()
    assert page.facts["Place"] == f"Sample data, until a file is imported into {settings.load().logs}."
    assert page.people == []
    assert "Whoever opens the dashboard on this machine is an administrator." in page.sentences


@pytest.mark.usefixtures("access")
def test_with_a_sign_in_it_says_through_whom_and_how_long(access: Path, tmp_path: Path) -> None:
    write(access, ADMINISTRATOR)
    text = settings.file().read_text(encoding="utf-8")
    settings.file().write_text(f'{text}hosts = "sms.example.org"\n', encoding="utf-8")
    with secrets_in(tmp_path):
        page = SetupPage()
    assert page.facts["Sign-in"] == "On, through id.example.org. A session lasts 12 hours."
    assert page.facts["Names"] == "127.0.0.1, sms.example.org"
    assert "Sign-in: this server asks id.example.org who a person is" in page.sentences
    assert "isn't used" not in "".join(page.warnings)


def test_the_server_and_its_connections_are_stated() -> None:
    page = SetupPage()
    assert page.facts["Names"] == "None but those of this machine"
    assert page.facts["Address"].endswith(": only this machine can reach it.")
    assert page.facts["Sign-in"].startswith("Off: ")
    assert page.facts["Settings file"] == str(settings.file())
    assert "None. This dashboard connects to no other server." in page.sentences
    text = settings.file().read_text(encoding="utf-8")
    settings.file().write_text(
        f"{text}on_failure = \"mail -s 'import' it@example.org\"\n", encoding="utf-8"
    )
    assert "the program mail gets one sentence about it" in page.run().sentences

"""The draft of a format of the district's own: written from a file, completed, and used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from data import settings
from data.errors import Problem
from data.importer import ImportOrder, draft
from data.importer.recognize import formats, own_formats
from tests.import_files import (
    FAILED,
    LISTED,
    LOG,
    OPTED_IN,
    OPTED_OUT,
    SENT,
    counts,
    csv_text,
    import_file,
    imported,
    log_file,
    messages,
    number,
    one_message,
    recognize,
    rows_of,
    run_import,
    text,
    utc,
    written,
)

HEADER = ("Ref", "When", "Handset", "What happened", 'Note "N"')
FOREIGN = {"requested_at": "When", "number": "Handset", "result": "What happened"}
WORDS = {"result": {"reached": "sent", "no luck": "failed", "test": "skip"}}


def _foreign(folder: Path, name: str = "city.csv", first: int = 1) -> Path:
    words = ["Reached", "REACHED", "No-luck", "Test"]
    rows = [
        [f"r{first + place}", "2026-09-30 08:12", number(first + place), word, "x"]
        for place, word in enumerate(words)
    ]
    return written(folder / name, csv_text(HEADER, *rows))


def _draft(file: Path, name: str = "City SMS", **order: object) -> str:
    return draft.of_file(ImportOrder(file, file.name, **order), name)  # type: ignore[arg-type]


def test_an_unfinished_draft_says_what_to_complete(tmp_path: Path) -> None:
    text_ = _draft(_foreign(tmp_path))
    own = written(tmp_path / "city.toml", text_)
    with pytest.raises(Problem, match=r"\[formats\.log\.columns\] needs a column for requested_at"):
        import_file(_foreign(tmp_path), format_file=own)
    own.write_text(_draft(_foreign(tmp_path), columns=FOREIGN), encoding="utf-8")
    with pytest.raises(Problem, match="the words Reached need result = one of not_sent_yet, sending, sent"):
        import_file(_foreign(tmp_path), format_file=own)


def test_a_draft_has_every_word_once_with_its_rows(tmp_path: Path) -> None:
    text_ = _draft(_foreign(tmp_path), columns=FOREIGN)
    assert re.findall(r"# (\d+) rows?\n\[\[statuses\]\]\nwords = \[\"(.*)\"\]", text_) == [
        ("2", "Reached"),
        ("1", "No-luck"),
        ("1", "Test"),
    ]


def test_a_completed_draft_imports_the_file_and_is_recognized_the_next_night(tmp_path: Path) -> None:
    file = _foreign(tmp_path)
    filled = _draft(file, columns=FOREIGN).replace('result = ""', 'result = "sent"', 1)
    filled = filled.replace('result = ""', 'result = "failed"', 1)
    filled = re.sub(r'result = "".*', 'set_aside = "skipped by name"', filled)
    own = written(tmp_path / "city.toml", filled)
    assert counts(import_file(file, format_file=own)) == {"stored": 3, "set_aside": 1}
    assert sorted(row["result"] for row in messages().values()) == sorted([SENT, SENT, FAILED])
    assert {row["service"] for row in messages().values()} == {"city_sms"}
    own_formats.keep(filled, "City SMS", formats.services())
    tomorrow = _foreign(tmp_path, "tomorrow.csv", first=11)
    assert recognize(tomorrow).format.full_name == "City SMS, message log"
    assert imported(tomorrow) == {"stored": 3, "set_aside": 1}


def test_answers_are_kept_in_the_draft(tmp_path: Path) -> None:
    text_ = _draft(
        _foreign(tmp_path), columns=FOREIGN, words=WORDS, zone="America/Denver", date_order="mdy"
    )
    read = tomllib.loads(text_)
    assert [rule.get("result", rule.get("set_aside")) for rule in read["statuses"][:3]] == [
        "sent",
        "failed",
        "skipped by name",
    ]
    one = read["formats"]["log"]
    assert (one["zone"], one["date_order"], one["recognized_by"]) == ("America/Denver", "mdy", [*HEADER])
    assert one["columns"] == {field: [name] for field, name in FOREIGN.items()}


def test_blank_consent_and_one_status_for_all_are_kept(tmp_path: Path) -> None:
    file = log_file(tmp_path, [number(1), "Y"], [number(2), ""], header=LISTED)
    words = {"status": {"y": "opted_in", "": "skip"}}
    own = written(tmp_path / "a.toml", _draft(file, words=words))
    assert imported(file, format_file=own, as_of=utc(2026, 9, 30)) == {"stored": 1, "set_aside": 1}
    everyone = log_file(tmp_path, [number(3)], header=("Phone Number",), name="stop.csv")
    own = written(tmp_path / "b.toml", _draft(everyone, "Stop list", status=OPTED_OUT))
    assert imported(everyone, format_file=own, as_of=utc(2026, 9, 30)) == {"stored": 1}
    assert {row["status"] for row in rows_of("status_changes")} == {OPTED_IN, OPTED_OUT}


def test_reasons_are_read_as_in_any_file_of_ours(tmp_path: Path) -> None:
    file = log_file(tmp_path, text("m1", result="No luck", why="The carrier had technical issues"))
    own = written(tmp_path / "own.toml", _draft(file, words={"result": {"no luck": "failed"}}))
    assert imported(file, format_file=own) == {"stored": 1}
    assert one_message()["reason"] == "carrier_trouble"


def test_a_direction_that_true_or_false_says_is_kept(tmp_path: Path) -> None:
    rows = [[*text("m1"), "true"], [*text("m2"), "false"]]
    file = log_file(tmp_path, *rows, header=(*LOG, "isOutgoing"))
    own = written(tmp_path / "own.toml", _draft(file))
    assert imported(file, format_file=own) == {"stored": 1, "set_aside": 1}


def test_a_name_that_is_taken_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    text_ = _draft(_foreign(tmp_path), columns=FOREIGN, words=WORDS)
    for name in ("Twilio", "…"):
        with pytest.raises(Problem, match="exists already"):
            own_formats.keep(text_, name, formats.services())
    with pytest.raises(Problem, match="needs a column"):
        own_formats.keep(_draft(_foreign(tmp_path)), "City", formats.services())
    assert not [*Path(settings.load().formats).glob("*")]


def test_the_command_prints_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from data.__main__ import main

    file = log_file(tmp_path, text("m1"))
    assert main(["format", str(file), "--name", "Ours"]) == 0
    assert tomllib.loads(capsys.readouterr().out)["name"] == "Ours"
    assert main(["format", str(tmp_path / "none.csv")]) == 2
    assert run_import(file).status == 0

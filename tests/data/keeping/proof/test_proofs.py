"""A proof says all that is stored about a number, and shows every changed byte without the database."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from data import record
from data.access import Viewer
from data.errors import Problem
from data.keeping import sealed
from data.keeping.proof import making, verifying
from data.tables import used_stores
from data.tables.office import writing
from data.tables.office.draft import Draft
from data.words import office
from tests.import_files import (
    CHANGED,
    OPTED_IN,
    csv_text,
    imported,
    log_file,
    number,
    stored,
    text,
    written,
)


@pytest.fixture(autouse=True)
def _stored(tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1"), text("m2", to=number(2)), text("m3"), name="texts.csv"))
    changes = [(number(1), OPTED_IN, "2026-09-02 08:00", "texted “Y”")]
    imported(written(tmp_path / "changes.csv", csv_text(CHANGED, *changes)))


def test_a_proof_says_what_is_stored_where_it_came_from_and_who_saw_it(viewer: Viewer) -> None:
    record.write(viewer, "look_up", about="number_status", masked=False, number=stored(1))
    record.write(viewer, "look_up", about="number_status", masked=False, number=stored(2))
    content = verifying.unchanged(making.make(viewer, number=stored(1)).json, "proof.json")
    assert [row["message_id"] for row in content["texts"]] == ["m1", "m3"]
    assert [(row["status"], row["how"]) for row in content["statuses"]] == [(OPTED_IN, "texted “Y”")]
    assert [row["file_name"] for row in content["imported_files"]] == ["texts.csv", "changes.csv"]
    assert all(len(row["content_hash"]) == 64 for row in content["imported_files"])
    assert [row["path"].split("/")[0] for row in content["stored_files"]] == ["messages", "status_changes"]
    assert all(row["xxh3_128"] for row in content["stored_files"])
    assert [(row["who"], row["action"]) for row in content["shown"]] == [(viewer.name, "look_up")]


def test_a_proof_has_what_an_office_entered_about_the_number(viewer: Viewer) -> None:
    drafts = [Draft(office.OPT_OUT, number=stored(own), contact_id=f"C-{own}") for own in (1, 2)]
    writing.add(used_stores.district_logs(), drafts, by=viewer.name)
    proof = making.make(viewer, number=stored(1), with_pdf=True)
    content = verifying.unchanged(proof.json, "proof.json")
    (entry,) = content["office_entries"]
    assert (entry["kind"], entry["contact_id"], entry["entered_by"]) == ("opt_out", "C-1", viewer.name)
    assert "office_entries" in {row["path"].split("/")[0] for row in content["stored_files"]}
    assert proof.pdf


def test_every_changed_byte_is_noticed(viewer: Viewer) -> None:
    proof = making.make(viewer, number=stored(2)).json
    verifying.unchanged(proof, "proof.json")
    for place in range(len(proof)):
        for other in (bytes([proof[place] ^ 1]), b"", b" " + proof[place : place + 1]):
            changed = proof[:place] + other + proof[place + 1 :]
            if changed != proof:
                with pytest.raises(Problem):
                    verifying.unchanged(changed, "proof.json")


def test_a_proof_that_was_sealed_again_is_not_in_the_record(viewer: Viewer, tmp_path: Path) -> None:
    content = json.loads(making.make(viewer, number=stored(1)).json)["content"]
    content["texts"].pop()
    own = {key: value for key, value in content.items() if key not in ("record", "pdf_sha256")}
    content["record"]["contents_sha256"] = hashlib.sha256(sealed.canonical(own)).hexdigest()
    (tmp_path / "forged.json").write_bytes(sealed.seal(content))
    assert verifying.verify(tmp_path / "forged.json").is_recorded is False


def test_a_proof_is_verified_with_its_pdf_and_without_data_or_record(
    viewer: Viewer, tmp_path: Path, logs: str
) -> None:
    proof = making.make(viewer, number=stored(1), with_pdf=True)
    again = making.make(viewer, number=stored(1), with_pdf=True)
    file, pdf = tmp_path / "proof.json", tmp_path / "proof.pdf"
    making.write(proof, file, pdf)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert verifying.verify(file, pdf).is_recorded is True
    shutil.rmtree(logs)
    shutil.rmtree(Path(logs).with_name("record"))
    assert verifying.verify(file, pdf).is_recorded is None
    making.write(again, tmp_path / "again.json", pdf)
    with pytest.raises(Problem, match="This PDF isn't the one"):
        verifying.verify(file, pdf)


def test_a_broadcast_is_proven_by_its_texts(viewer: Viewer, tmp_path: Path) -> None:
    header = ("Message ID", "Date/Time", "Phone Number", "Delivery Results", "Reason", "Broadcast")
    rows = [(*text("b1"), "Picture day"), (*text("b2", to=number(2)), "Snow day")]
    imported(log_file(tmp_path, *rows, header=header, name="broadcasts.csv"))
    proof = making.make(viewer, broadcast="Picture day", with_pdf=True)
    content = verifying.unchanged(proof.json, "proof.json")
    assert [row["message_id"] for row in content["texts"]] == ["b1"]
    assert proof.pdf


def test_there_is_no_proof_of_nothing(viewer: Viewer) -> None:
    with pytest.raises(Problem, match="nothing to prove"):
        making.make(viewer, number=stored(9))

"""Masks: what is left of a value, and that a page and a CSV file mask alike."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data import engine
from data.access import Viewer, masking
from data.access.masking import MASKS
from data.engine import csv_answers
from tests.any_texts import FEW

KINDS = {
    "number": "number",
    "numbers": "numbers",
    "name": "name",
    "id": "contact_id",
    "email": "email",
    "row": "row",
    "made id": "message_id",
    "text": "reason_text",
}


@pytest.mark.parametrize(
    ("kind", "value", "left"),
    [
        ("number", "+12125550101", "•••••••01"),
        ("number", "+390612345678", "•••••••78"),
        ("numbers", "+12125550101, +390612345678", "•••••••01, •••••••78"),
        ("name", "Ana María Díaz", "A. M. D."),
        ("name", "Díaz,Ana; Élodie", "D.,A.; É."),
        ("name", "  李 小龙 ", "  李. 小. "),
        ("name", "Bo\nDiaz", "B.\nD."),
        ("id", "C-1\nC-2", "•••"),
        ("email", "ana@example.org", "•••"),
        ("row", '{"Phone": "2125550101"}', "•••"),
        ("made id", f"{'0f' * 16}-1", "•••"),
        ("made id", f"{'0f' * 16}-m2/3", "•••"),
        ("made id", "SM-1", "SM-1"),
        ("text", "Blocked: +1 (212) 555-0101 opted out, 2125550102", "Blocked: … opted out, …"),
        ("text", "Error 30007 on 2026", "Error 30007 on 2026"),
        ("name", "", ""),
        ("name", None, None),
        ("number", None, None),
    ],
)
def test_what_is_left_of_a_value(kind: str, value: str | None, left: str | None) -> None:
    assert _on_a_page(kind, value) == left


@FEW
@example(kind="number", value="+1212555\n0101")
@example(kind="name", value="=cmd|'/c calc'!A0 \u202eevil")
@given(kind=st.sampled_from(sorted(MASKS)), value=st.text(max_size=40))
def test_a_page_and_a_csv_file_mask_alike(kind: str, value: str) -> None:
    sql = csv_answers.MASKED.format("$value", *map(engine.quoted, MASKS[kind][1]))
    with duckdb.connect() as connection:
        (in_csv,) = connection.execute(f"select {sql}", {"value": value}).fetchall()[0]
    assert in_csv == _on_a_page(kind, value)


@pytest.mark.parametrize(("role", "masked"), [("help desk", set(KINDS.values())), ("school", set())])
def test_a_role_decides_which_columns_are_masked(role: str, masked: set[str]) -> None:
    columns = (*KINDS.values(), "school", "result")
    assert set(masking.masks(Viewer("a person", role), columns)) == masked


def _on_a_page(kind: str, value: str | None) -> str | None:
    column = KINDS[kind]
    table = pa.table({column: pa.array([value], pa.string())})
    answer = masking.masked(table, {column: MASKS[kind][1]})
    assert answer.schema == table.schema
    cell: str | None = answer[column][0].as_py()
    return cell

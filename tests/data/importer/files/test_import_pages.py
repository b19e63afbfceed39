"""A web page with a table is read under any name. One without a table is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import Problem
from data.importer.files.sheets import html
from tests.import_files import (
    LOG,
    header_of,
    imported,
    messages,
    number,
    read,
    rows_not_imported,
    text,
    written,
)

HEAD = '<html xmlns="urn:schemas-microsoft-com:office:excel"><style>td {color: red}</style><body>\n'
XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Log"><Table>
{rows}
</Table></Worksheet></Workbook>"""


def _table(*rows: tuple[object, ...]) -> str:
    lines = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows]
    return "<table>\n" + "\n".join(lines) + "</table>"


@pytest.mark.parametrize("name", ["log.xls", "log.csv", "log"])
def test_a_page_that_is_called_a_workbook_gives_the_rows_of_its_table(tmp_path: Path, name: str) -> None:
    title = "<table><tr><td>Lincoln High</td></tr></table>"
    page = f"{HEAD}{title}{_table(LOG, text('m1'), text('m2', to='?'))}</body>"
    assert imported(written(tmp_path / name, page)) == {"stored": 1, "rejected": 1}
    assert set(messages()) == {"m1"}
    assert rows_not_imported()[0][0] == 5


def test_a_header_may_stand_below_a_title_and_sheets_may_go_on(tmp_path: Path) -> None:
    title = ("<b>SMS report</b>", "", "", "", "")
    page = HEAD + _table(title, LOG, text("m1")) + _table(LOG, text("m2"))
    assert imported(written(tmp_path / "log.xls", page)) == {"stored": 2}


@pytest.mark.parametrize(
    ("cell", "is_read"),
    [
        ("<b>a</b> <i>b</i>", "a b"),
        ("a<br>b<br/>c", "a b c"),
        ("&#39;a&amp;b&#39;&nbsp;&eacute;", "'a&b' é"),
        ("\n  a\n  b  ", "a b"),
        ("<script>alert('x')</script>a<style>b {}</style>", "a"),
        ("<!-- no -->a", "a"),
        ("a<table><tr><td>inside</td></tr></table>", "a"),
        ("a < b", "a < b"),
    ],
)
def test_a_cell_is_its_text(tmp_path: Path, cell: str, is_read: str) -> None:
    rows = read(tmp_path, HEAD + _table(LOG, ("m1", "x", "y", "z", cell)), "log.xls")
    assert [row["Reason"] for _line, row in rows] == [is_read]


def test_cells_keep_their_columns_where_others_are_empty_or_reach_over_several(tmp_path: Path) -> None:
    page = HEAD + "<table><tr>" + "".join(f"<th>{name}" for name in LOG)
    page += "\n<tr><td colspan=2>m1<td>n<td></td><td>why\n<tr><td>m2<td colspan='x'>at</table>"
    assert [row for _line, row in read(tmp_path, page, "log.xls")] == [
        {"Message ID": "m1", "Phone Number": "n", "Reason": "why"},
        {"Message ID": "m2", "Date/Time": "at"},
    ]


def test_the_xml_that_excel_wrote_in_2003_is_read(tmp_path: Path) -> None:
    header = "".join(f'<Cell><Data ss:Type="String">{name}</Data></Cell>' for name in LOG)
    row = (
        '<Cell><Data ss:Type="String">m1</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2026-09-30T08:12:00.000</Data></Cell>'
        f'<Cell><Data ss:Type="Number">2125550101</Data></Cell><Cell><Data>{text("m1")[3]}</Data></Cell>'
        '<Cell ss:Index="5"/>'
    )
    late = f'<Cell ss:Index="3"><Data>{number(2)}</Data></Cell>'
    rows = f"<Row>{header}</Row>\n<Row>{row}</Row>\n<Row>{late}</Row>"
    assert imported(written(tmp_path / "log.xls", XML.format(rows=rows))) == {"stored": 1, "rejected": 1}
    assert rows_not_imported() == [(8, "rejected", "Delivery Results", "This row has no result.")]


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body><form>Sign in</form></body></html>",
        "<html><table></table></html>",
        "<html><table><tr></tr><tr><td> </td></tr></table></html>",
        "<html><![wrong[ a ]]></html>",
        "<html><!-- never closed <table><tr><td>a</td></tr></table>",
    ],
)
def test_a_page_without_a_table_is_refused_as_a_page(tmp_path: Path, page: str) -> None:
    with pytest.raises(Problem, match="a web page without a list") as refused:
        imported(written(tmp_path / "log.csv", page))
    assert "sign-in page" in refused.value.next_step


def test_a_page_with_another_table_names_its_columns(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no column for") as refused:
        imported(written(tmp_path / "log.xls", HEAD + _table(("Fax", "Pager"), (1, 2))))
    assert "Columns: Fax, Pager" in refused.value.where


def test_huge_page_or_column_count_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = '<tr><td colspan="999999999">x<td>y</tr>'
    page = f"{HEAD}<table><tr><td>A<td>B</tr>{wide}</table>"
    assert len(header_of(tmp_path, page, "log.xls")) == html.MOST_COLUMNS + 1
    monkeypatch.setattr(html, "LARGEST", 10)
    with pytest.raises(Problem, match="too large"):
        imported(written(tmp_path / "log.xls", HEAD + _table(LOG, text("m1"))))

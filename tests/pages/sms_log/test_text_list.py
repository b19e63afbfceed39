"""The columns of the list of texts: in the order of its files, with names only if any is known."""

from __future__ import annotations

import pyarrow as pa
import pytest

from data.words import vocabulary
from pages.parts.downloads import ON_SCREEN, SMS_LOG
from pages.parts.sms_log import text_list
from queries import WHY, with_people, with_reasons


@pytest.mark.parametrize(("name", "lacking"), [("Ana Diaz; Ben Roy", set()), (None, {"names", "students"})])
def test_the_list_has_names_in_the_order_of_files_if_any_is_known(
    name: str | None, lacking: set[str]
) -> None:
    schema = with_people(with_reasons("messages", WHY)).schema("UTC")
    row = {"names": name, "students": name, "result": vocabulary.RESULTS[2].name, "number": "+12125550101"}
    columns = text_list.columns(pa.Table.from_pylist([row], schema=schema))
    shown = {column.key: column.cells for column in columns}
    assert [*shown] == [key for key in ON_SCREEN[SMS_LOG] if key not in lacking]
    assert shown.get("names", [None]) == [name]

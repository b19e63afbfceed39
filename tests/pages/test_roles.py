"""What each page sends to the browser of each role: nothing of other schools, and nothing unmasked."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from data import settings
from data.access import ROLES, Right, needs
from tests.answers import EVERY, Fill, ReadGiven
from tests.viewers import in_role

PAGES = [path for path, _title, _show in dashboard.PAGES]
LINCOLN = ("Lincoln High",)
# The school of a family is hidden, not the one that sent a broadcast to it.
SENDERS = {"broadcasts": ("Grant Elementary",)}
OF_OTHER_SCHOOLS = (
    "Grant Elementary",
    "Ben Diaz",
    "Di Young",
    "No School",
    "555-0104",
    "555-0105",
    "555-0109",
)
NAMES_AND_IDS = ("Ana", "Diaz", "Okafor", "Young", "C-1", "C-3", "S-1")
NUMBERS = ("555-0101", "555-0102", "555-0104", "555-0109", "2125550")


@pytest.fixture(autouse=True)
def _of_two_schools(
    district: object, fill: Fill, read_given: ReadGiven, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    fill(settings.load().logs, read_given(EVERY))


def _page(path: str, role: str, schools: tuple[str, ...] | None) -> None:
    import dashboard
    import queries
    from data.access import Viewer
    from pages.parts.frame import data_source

    show = next(show for own, _title, show in dashboard.PAGES if own == path)
    with queries.reading(data_source.shown().uri):
        show(Viewer("a person", role, schools))


def _sent(path: str, role: str, schools: tuple[str, ...] | None) -> str:
    """Everything that the page sends to the browser."""
    test = AppTest.from_function(
        _page, kwargs={"path": path, "role": role, "schools": schools}, default_timeout=30
    ).run()
    assert not test.exception
    return "\n".join(str(getattr(node, "proto", "")) for node in test._tree)


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_role_send_nothing_that_it_may_not_see(role: str, subtests: pytest.Subtests) -> None:
    viewer = in_role(role, LINCOLN)
    for path in PAGES:
        if not viewer.may(*needs.PAGES[path]):
            continue
        with subtests.test(path):
            sent = _sent(path, role, viewer.schools)
            assert len(sent) > 1000
            hidden = [
                *(OF_OTHER_SCHOOLS if viewer.schools else ()),
                *(NAMES_AND_IDS if not viewer.may(Right.SEE_NAMES) else ()),
                *(NUMBERS if not viewer.may(Right.SEE_FULL_NUMBERS) else ()),
            ]
            shown = SENDERS.get(path, ())
            assert [text for text in hidden if text in sent and text not in shown] == []


def test_a_masked_list_has_last_digits_initials_and_no_row_to_open() -> None:
    sent = _sent("sms_status", "help desk", None)
    assert "•••••••01" in sent
    assert "A. D." in sent
    assert "number=" not in sent
    assert "number=" in _sent("sms_status", "school", LINCOLN)

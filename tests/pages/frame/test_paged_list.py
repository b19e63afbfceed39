"""At which page a long list begins."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _two_pages() -> None:
    import streamlit as st

    from pages.parts.frame import paged_list, session

    path = st.session_state.get("path", "list")
    session.open_page(path, is_from_history=False)
    if path == "list":
        is_from_url = bool(session.LIST_FROM_URL.pop())
        skip, _words = paged_list.pager(
            100, 20, "numbers", lambda *shown: f"{shown}", is_from_url=is_from_url
        )
        st.text(str(skip))


def test_a_list_opened_at_a_page_by_a_link_begins_anew_after_another_page() -> None:
    test = AppTest.from_function(_two_pages)
    test.query_params["page"] = "3"
    assert test.run().text[0].value == "40"
    assert test.run().text[0].value == "40"
    for path in ("other", "list"):
        test.session_state["path"] = path
        test.run()
    assert test.text[0].value == "0"
    assert "page" not in test.query_params

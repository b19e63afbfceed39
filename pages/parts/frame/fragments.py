"""Named parts of a page that are drawn again alone, so that scroll and focus stay where they are."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

import queries
from data.access import Viewer, needs
from data.engine.interruption import asked_by
from data.errors import Problem
from pages.parts.frame import data_source, errors, script_run, session
from pages.parts.sign_in import doors

P = ParamSpec("P")


def fragment(key: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function that draws a part of a page a fragment, which a click can draw again alone.

    `key` is the name by which `rerun` and click_listener know it, and by which data/access/needs.py names
    the rights that the viewer among its arguments needs. Drawn alone, the part shows the version of the
    data that the rest of the page shows; if there is a newer one, the whole page is drawn.
    """
    rights = needs.FRAGMENTS[key]

    def decorate(draw: Callable[P, None]) -> Callable[P, None]:
        @functools.wraps(draw)
        def with_page(*args: P.args, **kwargs: P.kwargs) -> None:
            viewer = next(each for each in args if isinstance(each, Viewer))
            viewer.require(*rights)
            uri = data_source.shown().uri
            drawn = session.DRAWN_VERSION.get() or queries.version(uri)
            is_page_drawn = False

            @functools.wraps(draw)
            def part() -> None:
                nonlocal is_page_drawn
                if is_page_drawn:
                    _draw_alone(functools.partial(draw, *args, **kwargs), viewer, uri, drawn)
                else:
                    is_page_drawn = True
                    with errors.in_place():
                        draw(*args, **kwargs)

            st.fragment(part, key=key)()

        return with_page

    return decorate


def rerun(key: str) -> None:
    """Draw one fragment again after the callback of a click, unless the rest of the page isn't all there.

    Streamlit interrupts a page that is still being drawn for a click, and would then leave it half drawn.
    """
    if session.IS_DRAWN.get():
        st.rerun(key)


def _draw_alone(draw: Callable[[], None], viewer: Viewer, uri: str, drawn: object) -> None:
    session.IS_DRAWN.set(value=False)
    try:
        source = data_source.shown()
        version = queries.version(uri, source.mark) if source.uri == uri else None
        if not doors.is_still(viewer) or version != drawn:
            st.rerun()
        reading = queries.reading(uri, source.mark, waits=False)
        with reading, asked_by(script_run.asker()):
            draw()
    except Problem as problem:
        errors.show(problem)
    except Exception as error:  # noqa: BLE001 - shown and logged without its text, which may hold a number
        errors.show_unexpected(error)
    session.IS_DRAWN.set(value=True)

"""What leaves this machine: nothing by itself, and what the settings name."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from data import settings
from data.words import catalog
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.sign_in import sign_in_setup


def show() -> None:
    """Draw a list of the sentences."""
    st.markdown("\n".join(f"- {formatting.plain(sentence)}" for sentence in sentences()))


def sentences() -> Iterator[str]:
    """Yield a sentence for each connection that this dashboard makes, and for what never leaves."""
    current = settings.load()
    named = [*_of_sign_in(), *_of_settings(current)]
    if not named:
        yield _("None. This dashboard connects to no other server.")
    yield from named
    yield _(
        "Pages load nothing from other servers: fonts, scripts and icons come from this one. "
        "Nothing about their use is sent anywhere."
    )
    yield _(
        "Numbers, names and texts leave only in files that people download or copy, and in backups. "
        "They never appear in URLs, logs or metrics."
    )


def _of_sign_in() -> Iterator[str]:
    if sign_in_setup.is_on():
        hosts = catalog.and_listing(sign_in_setup.provider_hosts())
        yield _("Sign-in: this server asks {hosts} who a person is, and sends nothing else.", hosts=hosts)


def _of_settings(current: settings.Settings) -> Iterator[str]:
    if "://" in current.logs:
        yield _("The stored data is in an object store: {place}", place=current.logs)
    if current.on_failure:
        program = current.on_failure.split()[0]
        yield _(
            "When an import goes wrong, the program {program} gets one sentence about it. "
            "No number is in it.",
            program=program,
        )

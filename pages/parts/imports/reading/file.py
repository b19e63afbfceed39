"""One uploaded file: as recognized by the importer, corrected by a person, and every row examined."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from data.importer import Examination, ImportOrder, Recognized
from data.importer.recognize import formats
from data.importer.recognize.columns import KINDS
from data.importer.recognize.format_types import Format
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.imports.reading import columns, once, own_format, questions, rows, words


@dataclass(frozen=True)
class Reading:
    """How a file will be read, with the label of its button.

    `order` is None while something is missing. `format_name` is the name of the format to keep, if any.
    """

    label: str
    order: ImportOrder | None = None
    format_name: str | None = None

    def confirmed(self) -> ImportOrder:
        """Return the order to import, after keeping the format. Raises Problem if that is impossible."""
        if self.order is None:
            raise ValueError(self.label)
        if self.format_name is None:
            return self.order
        return own_format.kept(self.order, self.format_name)


def read(order: ImportOrder, key: str) -> Reading:
    """Draw how the order's file will be read, for correction, and return what comes of it.

    Raises Problem if the file can't be read at all.
    """
    unfinished = Reading(_("Import file"))
    in_letters = questions.select_encoding(order, key)
    if in_letters is None:
        return unfinished
    by_format = _select_format(in_letters, key)
    if by_format is None:
        return unfinished
    by_column = columns.select(by_format, f"{by_format.format_id} {key}")
    if by_column is None:
        return unfinished
    answered = questions.answer(replace(by_format, columns=by_column), key)
    if answered is None:
        return unfinished
    return _examined(answered, key) or unfinished


def button_label(examined: Examination) -> str:
    """Return the label of the button, with the number of rows: "Import 9 rows, reject 3"."""
    skipped, rejected = sum(examined.skipped.values()), examined.rejected
    counts = {"number": examined.accepted, "skipped": skipped, "rejected": rejected}
    if skipped and rejected:
        return ngettext(
            "Import {number} row, skip {skipped}, reject {rejected}",
            "Import {number} rows, skip {skipped}, reject {rejected}",
            examined.accepted,
            **counts,
        )
    if skipped:
        return ngettext(
            "Import {number} row, skip {skipped}",
            "Import {number} rows, skip {skipped}",
            examined.accepted,
            **counts,
        )
    if rejected:
        return ngettext(
            "Import {number} row, reject {rejected}",
            "Import {number} rows, reject {rejected}",
            examined.accepted,
            **counts,
        )
    return ngettext("Import {number} row", "Import {number} rows", examined.accepted, **counts)


def _examined(order: ImportOrder, key: str) -> Reading | None:
    """Draw the words that are unknown and the rows; return the reading, None while words are unknown."""
    examined, recognized = once.examined(order), once.recognized(order)
    meanings = words.answer(examined, recognized, key)
    if meanings:
        order = replace(order, words=meanings)
        examined = once.examined(order)
    rows.show(examined, order, recognized)
    if meanings is None:
        return None
    name = own_format.enter_name(key) if recognized.format.is_generic else None
    can_import = name != "" and bool(examined.accepted or examined.skipped)
    return Reading(button_label(examined), order if can_import else None, name)


def _select_format(order: ImportOrder, key: str) -> ImportOrder | None:
    """Return the order with the selected format; None until the person has said what the file is."""
    recognized = once.recognized(order)
    options = [*KINDS, *(one.id for one in formats.formats().values() if not one.is_generic)]
    if recognized.asks_kind:
        st.info(_("We can't tell what this file is. Select it, if it is one of these."))
    selected = st.selectbox(
        _("Read this file as"),
        options,
        index=None if recognized.asks_kind else options.index(recognized.format.id),
        placeholder=_("Select what it is"),
        format_func=lambda id_: _format_title(formats.by_id(id_)),
        key=f"format of {key}",
        width=420,
    )
    if selected is None:
        return None
    if selected == recognized.format.id and not recognized.asks_kind:
        st.markdown(_evidence(recognized))
        return order
    return replace(order, format_id=selected)


def _format_title(one: Format) -> str:
    kind = vocabulary.file_kind_title(one.kind)
    return kind if one.is_generic else _("{format} ({kind})", format=one.full_name, kind=kind)


def _evidence(recognized: Recognized) -> str:
    """Return how the format was recognized, as Markdown."""
    names = recognized.evidence
    if not recognized.positions:
        return _("We didn't recognize the service or any column. Say what the file is.")
    if not names:
        return _("We didn't recognize the service, so columns were matched by name.")
    sentence = ngettext(
        "Recognized by the column {columns}, which only this format has.",
        "Recognized by the columns {columns}, which only this format has.",
        len(names),
    )
    return formatting.markdown(sentence, columns=catalog.and_listing(names))

"""Call results as a file: what it says before it is saved, row by row, and a button that saves it."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer, needs
from data.errors import Problem
from data.importer.files.few_records import FILE_TYPES
from data.words.catalog import _, ngettext
from pages.parts.broadcasts.calls import entry, results_file
from pages.parts.broadcasts.calls.results_file import Results
from pages.parts.frame import data_source, errors
from pages.parts.frame.session import Key
from queries import Selection, run

# How many files of results were saved, of which broadcasts the last one was, and the message about it.
CALLS_SAVED: Key[tuple[int, Selection, str]] = Key("calls_saved")


def show(viewer: Viewer, selection: Selection) -> None:
    """Draw the field for a file of call results and, once there is one, what it says."""
    if not viewer.may(*needs.ENTRIES):
        return
    files, about, message = CALLS_SAVED.get_or((0, selection, ""))
    if message and about == selection:
        st.success(message)
    with st.expander(_("Enter call results from a file")):
        st.markdown(
            _(
                "Fill in the column *Call result* of the Excel file above. Or make a file with a "
                "contact ID or number and a call result in each row. Examples: “Called, reached” and "
                "“No answer”."
            )
        )
        upload = st.file_uploader(_("File with call results"), FILE_TYPES, key=f"call results {files}")
        if upload is None:
            return
        try:
            rows = run("not_reached", viewer, selection).to_pylist()
            results = results_file.read(upload.getvalue(), upload.name, rows)
            if (new := _draw(viewer, results)) is not None:
                # The field is empty then.
                CALLS_SAVED.set((files + 1, selection, saved(new, len(results.drafts))))
                st.rerun()
        except Problem as problem:
            errors.show(problem)


def _draw(viewer: Viewer, results: Results) -> int | None:
    """Draw what a file says; return how many results are new once they are saved."""
    st.markdown(sentence(results))
    errors.show_lines(results.wrong)
    number = len(results.drafts)
    if not number:
        return None
    label = ngettext("Save {number} call result", "Save {number} call results", number, number=number)
    if not st.button(label, type="primary"):
        return None
    return entry.write(data_source.shown().uri, viewer, results.drafts)


def sentence(results: Results) -> str:
    """Return what becomes of every row of a file."""
    number = len(results.drafts)
    parts = [
        ngettext(
            "**{number} of {total} rows has a call result to save.**",
            "**{number} of {total} rows have a call result to save.**",
            number,
            number=number,
            total=results.rows,
        )
    ]
    if blank := results.without_result:
        parts.append(
            ngettext("{number} has no result yet.", "{number} have no result yet.", blank, number=blank)
        )
    if before := results.unchanged:
        parts.append(
            ngettext("{number} was saved before.", "{number} were saved before.", before, number=before)
        )
    if wrong := len(results.wrong):
        parts.append(
            ngettext(
                "{number} can't be used. Correct it, and upload the file again. "
                "Saved rows don't count twice.",
                "{number} can't be used. Correct them, and upload the file again. "
                "Saved rows don't count twice.",
                wrong,
                number=wrong,
            )
        )
    return " ".join(parts)


def saved(new: int, number: int) -> str:
    """Return how many results were saved, and how many of a file already were."""
    parts = [ngettext("{number} call result saved.", "{number} call results saved.", new, number=new)]
    if before := number - new:
        parts.append(
            ngettext("{number} was saved before.", "{number} were saved before.", before, number=before)
        )
    return " ".join(parts)

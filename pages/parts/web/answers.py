"""What our own routes answer alike: sentences, and the headers of files."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

from data.words.catalog import N_

NO_STORE = {"Cache-Control": "no-store"}
UNUSABLE = N_("This link has a filter we can't use. Download the file from its page instead.")
UNEXPECTED = N_("Something went wrong on our side, and the details are in the server log. Try again.")


def sentence(text: str, status: int) -> Response:
    """Return a sentence as the whole answer, which no browser keeps."""
    return PlainTextResponse(text, status, headers=NO_STORE)


def headers_of_file(name: str) -> dict[str, str]:
    """Return the headers of a file to save under a name, of which no browser keeps a copy."""
    return {**NO_STORE, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}

"""Making a proof: its contents, an entry of the record that holds their hash, and the sealed file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from data import record
from data.access import Viewer
from data.keeping import sealed
from data.keeping.backup import not_copied
from data.keeping.proof import contents, paper
from data.words.catalog import _


@dataclass(frozen=True)
class Proof:
    """A finished proof: the bytes of its JSON and of its PDF, and its numbers of statuses and texts."""

    json: bytes
    pdf: bytes | None
    statuses: int
    texts: int


def make(
    viewer: Viewer, *, number: int | None = None, broadcast: str | None = None, with_pdf: bool = False
) -> Proof:
    """Return the proof about a number (E.164 digits) or a broadcast, when it is recorded.

    Raises Problem if there is nothing about it, or it can't be recorded.
    """
    body = contents.about(number=number, broadcast=broadcast)
    digest = hashlib.sha256(sealed.canonical(body)).hexdigest()
    rows = sum(len(body[part]) for part in contents.PARTS)
    entry = record.write(
        viewer,
        "proof",
        about=broadcast or "",
        filters={"sha256": digest},
        rows=rows,
        masked=False,
        number=number,
    )
    noted = {
        "entry": entry.number,
        "hash": entry.hash,
        "at": entry.at.isoformat(),
        "contents_sha256": digest,
    }
    content = {**body, "record": noted}
    pdf = paper.pdf(content) if with_pdf else None
    pdf_digest = None if pdf is None else hashlib.sha256(pdf).hexdigest()
    return Proof(
        sealed.seal({**content, "pdf_sha256": pdf_digest}), pdf, len(body["statuses"]), len(body["texts"])
    )


def write(proof: Proof, file: Path, pdf_file: Path | None) -> None:
    """Write a proof. Raises Problem if that fails."""
    for target, content in ((pdf_file, proof.pdf), (file, proof.json)):
        if target is not None and content is not None:
            try:
                target.write_bytes(content)
            except OSError as error:
                raise not_copied(error, str(target), _("The proof couldn't be written.")) from None

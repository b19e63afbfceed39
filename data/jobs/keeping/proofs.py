"""`python -m data proof … OUT.json [OUT.pdf]` and `python -m data verify FILE [PDF]`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data.access import person_at_machine
from data.errors import Problem
from data.jobs.keeping import erase
from data.keeping.proof import making, verifying
from data.words.catalog import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parsers of both commands."""
    proof_parser = commands.add_parser(
        "proof", help=_("write all that is stored about a number or broadcast")
    )
    whose = proof_parser.add_mutually_exclusive_group(required=True)
    erase.add_number(whose)
    whose.add_argument("--broadcast", metavar="ID", help=_("the ID or the name of a broadcast"))
    proof_parser.add_argument("json", type=Path, metavar="OUT.json")
    proof_parser.add_argument("pdf", type=Path, metavar="OUT.pdf", nargs="?")
    verify_parser = commands.add_parser("verify", help=_("check a proof, without the stored data"))
    verify_parser.add_argument("json", type=Path, metavar="FILE")
    verify_parser.add_argument("pdf", type=Path, metavar="PDF", nargs="?")


def prove(options: argparse.Namespace) -> str:
    """Write a proof; return the report. Raises Problem if there is nothing to prove."""
    number = erase.number_of(options)
    proof = making.make(
        person_at_machine(), number=number, broadcast=options.broadcast, with_pdf=options.pdf is not None
    )
    making.write(proof, options.json, options.pdf)
    return _(
        "Proof: {file} (changes of status: {statuses}, texts: {texts})",
        file=str(options.json),
        statuses=proof.statuses,
        texts=proof.texts,
    )


def verify(options: argparse.Namespace) -> str:
    """Check a proof; return the report. Raises Problem if a byte of it or of its PDF has changed."""
    try:
        verified = verifying.verify(options.json, options.pdf)
    except OSError as error:
        raise Problem(
            _("The file can't be read."),
            where=str(error.filename or options.json),
            next_step=_("Check its name and its permissions."),
        ) from None
    lines = [_("Every byte is as it was written ({time}).", time=verified.made_at)]
    if options.pdf:
        lines.append(_("The PDF is the one that was made with it."))
    elif verified.has_pdf:
        lines.append(_("A PDF was made with it. Name it too to check it."))
    entry = str(verified.entry)
    if verified.is_recorded is None:
        lines.append(
            _(
                "There is no record here. The district's record must have the entry {number}, "
                "with the hash {hash}.",
                number=entry,
                hash=verified.entry_hash,
            )
        )
    elif verified.is_recorded:
        lines.append(_("Entry {number} of the record here holds its hash.", number=entry))
    else:
        raise Problem(
            _("The record here doesn't have the entry of this proof."),
            where=options.json.name,
            next_step=_("It is of another district, or somebody made it without the dashboard."),
        )
    return "\n".join(lines)

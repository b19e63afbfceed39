"""`python -m data backup FOLDER` and `python -m data restore BACKUP`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data.keeping import backup
from data.keeping import restore as restoring
from data.words.catalog import _, ngettext

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parsers of both commands."""
    backup_parser = commands.add_parser("backup", help=_("copy the stored data, while imports may run"))
    backup_parser.add_argument("folder", type=Path, metavar="FOLDER")
    restore_parser = commands.add_parser("restore", help=_("put a backup in the place of the stored data"))
    restore_parser.add_argument("folder", type=Path, metavar="BACKUP")
    restore_parser.add_argument(
        "--confirm", action="store_true", help=_("replace stored data; it is kept beside the new one")
    )


def back_up(options: argparse.Namespace) -> str:
    """Make a backup; return the report. Raises Problem if it can't be made."""
    made = backup.back_up(options.folder)
    size = f"{made.size / 1e6:.1f}"
    copied = ngettext(
        "{number} file ({size} MB) was copied and checked: {imports} imports.",
        "{number} files ({size} MB) were copied and checked: {imports} imports.",
        made.files,
        number=made.files,
        size=size,
        imports=made.imports,
    )
    return "\n".join([copied, _("Backup: {folder}", folder=str(made.folder))])


def restore(options: argparse.Namespace) -> str:
    """Restore a backup; return the report. Raises Problem if it can't be restored."""
    restored = restoring.restore(options.folder, is_confirmed=options.confirm)
    lines = [
        ngettext(
            "The data of {number} import was restored to {logs}.",
            "The data of {number} imports was restored to {logs}.",
            restored.imports,
            number=restored.imports,
            logs=restored.logs,
        )
    ]
    if restored.before:
        lines.append(
            _(
                "What was there before is kept in {folder}. Delete it when you no longer need it.",
                folder=str(restored.before),
            )
        )
    lines += [
        _("Not restored, because another file is in its place: {file}", file=str(file))
        for file in restored.left
    ]
    if restored.erased_since:
        lines.append(
            ngettext(
                "{number} person was erased after this backup was made. Erase them again.",
                "{number} people were erased after this backup was made. Erase them again.",
                restored.erased_since,
                number=restored.erased_since,
            )
        )
    return "\n".join(lines)

"""The district's own command, which runs when an import goes wrong."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence

from data import numbers
from data.settings import Settings
from data.words.catalog import _, ngettext

TIMEOUT_SECONDS = 60  # a nightly import must end, even if the command doesn't
MOST_NAMED = 5  # files whose message is in the line; the others are counted


def run(settings: Settings, messages: Sequence[str]) -> str | None:
    """Run the command of the setting `on_failure` with the messages, in one line, as its last argument.

    It runs without a shell, and its output is dropped. The line holds no phone number, not even one in a
    file name. Returns a sentence if the command itself failed, else None.
    """
    command = shlex.split(settings.on_failure)
    if not command or not messages:
        return None
    try:
        ended = subprocess.run(  # noqa: S603 - the administrator's own command
            [*command, _line(messages, settings.region)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _("The on_failure command was stopped after {seconds} seconds.", seconds=TIMEOUT_SECONDS)
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or type(error).__name__)
        return _("The on_failure command couldn't run: {reason}.", reason=reason)
    if ended.returncode:
        return _("The on_failure command ended with exit status {status}.", status=ended.returncode)
    return None


def _line(messages: Sequence[str], region: str) -> str:
    sentences = [*messages[:MOST_NAMED]]
    if more := len(messages) - len(sentences):
        sentences.append(ngettext("And {number} more file.", "And {number} more files.", more, number=more))
    return numbers.without_numbers(" ".join(" ".join(sentences).split()), region)

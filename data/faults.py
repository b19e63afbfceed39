"""Faults of disks and files: how each is recognized, what people read of it, and what to do next.

Delta, Arrow and DuckDB name a fault of the system only in the text of their errors. It is searched here and
never shown, because it can quote a cell.
"""

from __future__ import annotations

import errno
import re
from typing import NamedTuple

from data.errors import Problem
from data.words.catalog import N_, _

CHECK = N_("Run `python -m data check` to see what is wrong with the stored data and what to do.")


class Fault(NamedTuple):
    """A fault: its numbers in errors of the system, its words in errors of libraries, and what to say."""

    numbers: frozenset[int]
    words: re.Pattern[str]
    happened: str
    next_step: str
    is_whole: bool = False  # whether `happened` says all, also what couldn't be done


def _fault(numbers: str, words: str, happened: str, next_step: str, *, is_whole: bool = False) -> Fault:
    of_system = frozenset(getattr(errno, name) for name in numbers.split() if hasattr(errno, name))
    return Fault(of_system, re.compile(words, re.IGNORECASE), happened, next_step, is_whole)


# The first one that fits; by their words alone, since they quote errors of the system.
OF_OBJECT_STORES = (
    _fault(
        "",
        "nosuchbucket|no_such_bucket|bucket does not exist",
        N_("The bucket doesn't exist."),
        N_("Create the bucket, or correct `logs`."),
    ),
    _fault(
        "",
        "accessdenied|access_denied|invalidaccesskeyid|signaturedoesnotmatch|lacked the necessary"
        "|40[13] (forbidden|unauthorized)|expiredtoken|invalid_access_key_id|signature_does_not_match",
        N_("The object store refused the keys, or they aren't allowed to do this."),
        N_(
            "Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. "
            "They have to read, write, list and delete what is in `logs`."
        ),
    ),
    _fault("ENOENT", "no_such_key|nosuchkey", N_("A file is missing."), CHECK),
    _fault(
        "",
        "aws error|generic (s3|gcs|\\w*azure) error|error sending request|error performing (get|put|list)",
        N_("The object store doesn't answer."),
        N_("Check AWS_ENDPOINT_URL and the network, then try again."),
    ),
)
FAULTS = (  # the first one that fits
    _fault(
        "ENOSPC EDQUOT EFBIG",
        "no space left|quota exceeded|file too large|disk full",
        N_("The disk is full."),
        N_("Free some space on the disk of this folder, then try again."),
    ),
    _fault(
        "EACCES EPERM EROFS",
        "permission denied|operation not permitted|read-only file system",
        N_("This account isn't allowed to use the folder or a file in it."),
        N_("Check the permissions of the folder: the dashboard's account has to read and write there."),
    ),
    _fault(
        "EIO ENODEV ESTALE ENOTCONN EHOSTDOWN ETIMEDOUT",
        "input/output error|stale (nfs )?file handle|not connected|connection timed out",
        N_("The disk of this folder doesn't answer."),
        N_("Check the disk of the folder and its connection, then try again."),
    ),
    _fault(
        "EMFILE ENFILE",
        "too many open files",
        N_("Too many files are open on this computer."),
        N_("Restart the dashboard. If it happens again, raise the limit of open files."),
    ),
    _fault("ENOENT", "no such file|no files found", N_("A file is missing."), CHECK),
    _fault(
        "",
        "magic bytes|too small to be a parquet|invalid parquet|parquet file|thrift|tprotocol|decompress"
        "|zstd|snappy|corrupt|end of file|could not read enough|invalid data|deseriali[sz]|unexpected eof",
        N_("A file is damaged or incomplete."),
        CHECK,
    ),
    _fault(
        "",
        r"failed to commit transaction: (commit failed|\d+$)",
        N_("Another computer has changed the stored data meanwhile, so this change wasn't made."),
        N_("Look at the list of imports, then try again."),
        is_whole=True,
    ),
)
NUMBER = re.compile(r"(?:os error|errno) (\d+)", re.IGNORECASE)
DELTA_AND_ARROW = {"_internal", "pyarrow"}  # the modules of their errors; _internal is Delta's
# Every other error of DuckDB is one of SQL or of a value, whose text quotes a cell.
DUCKDB = {
    "Error",
    "IOException",
    "HTTPException",
    "FatalException",
    "InternalException",
    "SerializationException",
}
DAMAGED_FILE = re.compile("Invalid Input Error: (File |Failed to read file |No magic bytes |Footer )")


def fault_of(error: BaseException) -> Fault | None:
    """Return the fault that an error of the system or of a library reports; None if it is another error."""
    text = str(error)
    if not _can_report_a_fault(error, text):
        return None
    if remote := next((fault for fault in OF_OBJECT_STORES if fault.words.search(text)), None):
        return remote
    numbers = {int(number) for number in NUMBER.findall(text)} | {getattr(error, "errno", None) or 0}
    numbers |= {errno.ENOENT} if isinstance(error, FileNotFoundError) else set()  # Arrow's has no number
    by_number = (fault for fault in FAULTS if fault.numbers & numbers)
    by_words = (fault for fault in FAULTS if fault.words.search(text))
    return next(by_number, None) or next(by_words, None)


def _can_report_a_fault(error: BaseException, text: str) -> bool:
    module = type(error).__module__.partition(".")[0]
    if module in ("duckdb", "_duckdb"):
        return type(error).__name__ in DUCKDB or bool(DAMAGED_FILE.match(text))
    return isinstance(error, OSError) or module in DELTA_AND_ARROW


def problem(error: BaseException, where: str, sentence: str = "") -> Problem | None:
    """Return the Problem of an error that reports a fault, None of another error.

    `sentence` is what couldn't be done because of it.
    """
    if fault := fault_of(error):
        happened = _(fault.happened) if fault.is_whole else f"{sentence} {_(fault.happened)}".strip()
        return Problem(happened, where=where, next_step=_(fault.next_step))
    return None

"""What a message log says of a text in its service's own words: a result, a reason, or no text at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import pyarrow as pa

from data.importer.recognize import cell_words, formats
from data.importer.recognize.columns import Recognized
from data.importer.recognize.formats import Rule, Service
from data.words import vocabulary
from data.words.vocabulary import plain

# The cells on which a verdict rests; every distinct combination of them in a file gets one.
SAID = ("direction", "channel", "result_text", "reason_text", "carrier_code")
SET_ASIDE, REJECTED = "set aside", "rejected"
VERDICTS = pa.schema(
    [
        *((name, pa.string()) for name in (*SAID, "result", "reason", "kind", "field", "why")),
        ("may_lack_number", pa.bool_()),
        ("opts_out", pa.bool_()),
    ]
)
_RESULTS = {result.name: result for result in vocabulary.RESULTS}


@dataclass(frozen=True)
class Verdict:
    """What is meant; `kind`, `field` and `why` say that the row is left out, for which cell, and why."""

    result: str | None = None
    reason: str | None = None
    kind: str | None = None
    field: str | None = None
    why: str | None = None
    may_lack_number: bool = False
    opts_out: bool = False


def reader(recognized: Recognized) -> Verdicts:
    """The reader of a recognized file's words."""
    return Verdicts(formats.services()[recognized.format.service], recognized)


class Verdicts:
    """Reads what the cells of one file say; called with the cells of SAID, gives a row of VERDICTS."""

    def __init__(self, service: Service, recognized: Recognized) -> None:
        self._service = service
        self._recognized = recognized

    def __call__(self, *cells: str | None) -> dict[str, object]:
        """A row of VERDICTS for one combination of cells."""
        said = dict(zip(SAID, cells, strict=True))
        return {**said, **asdict(self._of(said))}

    def _of(self, said: Mapping[str, str | None]) -> Verdict:
        for field, cell in (("direction", said["direction"]), ("channel", said["channel"])):
            kind = self._set_aside(field, cell) if cell else None
            if kind:
                return Verdict(kind=SET_ASIDE, field=field, why=kind)
        word = said["result_text"]
        if word is None:
            return Verdict(kind=REJECTED, field="result", why="no result")
        if word == self._recognized.columns.get("result"):
            return Verdict(kind=SET_ASIDE, field="result", why=vocabulary.HEADER_AGAIN)
        if self._recognized.format.is_generic:
            return _generic(word, said["reason_text"])
        return self._services(word, said["carrier_code"], said["reason_text"])

    def _set_aside(self, field: str, cell: str) -> str | None:
        texts = self._recognized.format.texts
        unlike = field == "channel" and texts and plain(cell) not in texts
        return cell_words.set_aside(field, cell) or (vocabulary.OTHER_CHANNEL if unlike else None)

    def _services(self, word: str, code: str | None, sentence: str | None) -> Verdict:
        """The verdict by the service's own words: the status word first, of a failure then its code."""
        stated = self._service.statuses.get(plain(word))
        if stated is None:
            name = self._recognized.format.service_name
            known = ", ".join(self._service.statuses)
            return _rejected(
                f"“{word}” is not one of the status words that {name} is known to use: {known}"
            )
        if stated.set_aside:
            return Verdict(kind=SET_ASIDE, field="result", why=stated.set_aside, opts_out=stated.opts_out)
        asks = stated.asks_code or vocabulary.is_undelivered(stated.result or "")
        told = self._told(code, sentence) if asks else Rule()
        if told.set_aside:
            return Verdict(kind=SET_ASIDE, field="carrier_code", why=told.set_aside)
        result = told.result or stated.result
        reason = told.reason or stated.reason
        meant = vocabulary.reason(reason)
        fits = meant is not None and meant.result == result
        return replace(
            _verdict(result, reason if fits else None),
            may_lack_number=stated.may_lack_number or _may_lack_number(result, reason if fits else None),
            opts_out=told.opts_out or stated.opts_out,
        )

    def _told(self, code: str | None, sentence: str | None) -> Rule:
        """What the code says; where it says nothing, the sentence."""
        by_code = self._service.codes.get(plain(code)) if code else None
        by_sentence = self._service.sentences.get(plain(sentence)) if sentence else None
        return by_code or by_sentence or Rule()


def _generic(word: str, sentence: str | None) -> Verdict:
    kind = cell_words.set_aside("result", word)
    if kind:
        return Verdict(kind=SET_ASIDE, field="result", why=kind)
    result = cell_words.result(word)
    if result is None:
        return _rejected(f"“{word}” is not one of the results: {', '.join(_RESULTS)}")
    return _verdict(result, cell_words.reason(sentence, result) if sentence else None)


def _verdict(result: str | None, reason: str | None) -> Verdict:
    return Verdict(result, reason, may_lack_number=_may_lack_number(result, reason))


def _may_lack_number(result: str | None, reason: str | None) -> bool:
    return (vocabulary.reason(reason) or _RESULTS[result or ""]).may_lack_number


def _rejected(why: str) -> Verdict:
    return Verdict(kind=REJECTED, field="result", why=why)

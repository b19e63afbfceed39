"""The meaning of the words of a message log: a result, a reason, or a skipped or rejected row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import pyarrow as pa

from data.importer.order import SKIPPED
from data.importer.recognize import cell_words, formats
from data.importer.recognize.columns import Recognized
from data.importer.recognize.format_types import Rule, Service, word_key
from data.importer.recognize.plain_names import plain_name
from data.words import vocabulary
from data.words.catalog import _, in_english, listing
from data.words.vocabulary import plain

# The cells that decide. Every distinct combination of them in a file gets one verdict.
CELLS = ("direction", "channel", "result_text", "reason_text", "carrier_code")
SET_ASIDE, REJECTED = "set aside", "rejected"
VERDICTS = pa.schema(
    [
        *((name, pa.string()) for name in (*CELLS, "result", "reason", "kind", "field", "why")),
        ("may_lack_number", pa.bool_()),
        ("opts_out", pa.bool_()),
        ("is_unknown", pa.bool_()),
    ]
)
_RESULTS = {result.name: result for result in vocabulary.RESULTS}


@dataclass(frozen=True)
class Verdict:
    """The meaning of a row. If it isn't imported: its `kind`, the `field` that is the reason, and `why`.

    `is_unknown` is whether the word has no meaning yet, so that a person has to give it one.
    """

    result: str | None = None
    reason: str | None = None
    kind: str | None = None
    field: str | None = None
    why: str | None = None
    may_lack_number: bool = False
    opts_out: bool = False
    is_unknown: bool = False


def reader(recognized: Recognized) -> Verdicts:
    """Return the reader of a recognized file's words."""
    return Verdicts(formats.services()[recognized.format.service], recognized)


class Verdicts:
    """Reads the cells of one file. Called with the values of CELLS, it returns a row of VERDICTS."""

    def __init__(self, service: Service, recognized: Recognized) -> None:
        self._service = service
        self._recognized = recognized
        self._answers = answers(recognized, "result")
        self._directions = recognized.format.directions.get(
            plain_name(recognized.columns.get("direction", ""))
        )

    @in_english()  # the reason is stored
    def __call__(self, *cells: str | None) -> dict[str, object]:
        """Return a row of VERDICTS for one combination of cells."""
        row = dict(zip(CELLS, cells, strict=True))
        return {**row, **asdict(self._verdict(row))}

    def _verdict(self, row: Mapping[str, str | None]) -> Verdict:
        word = row["result_text"]
        if word is not None and word == self._recognized.columns.get("result"):
            return Verdict(kind=SET_ASIDE, field="result", why=vocabulary.HEADER_AGAIN)
        for field, cell in (("direction", row["direction"]), ("channel", row["channel"])):
            key = self._set_aside(field, cell) if cell else None
            if key:
                return Verdict(kind=SET_ASIDE, field=field, why=key)
        if self._directions and plain(row["direction"] or "") not in self._directions.outbound:
            why = _("This row doesn't say whether the text was sent or received.")
            return replace(_rejected(why), field="direction")
        if word is None:
            return _rejected(_("This row has no result."))
        if self._recognized.format.is_generic:
            return self._generic(word, row["reason_text"])
        return self._services(word, row["carrier_code"], row["reason_text"])

    def _set_aside(self, field: str, cell: str) -> str | None:
        if field == "direction" and self._directions and plain(cell) in self._directions.inbound:
            return vocabulary.INBOUND
        texts = self._recognized.format.texts
        unlike = field == "channel" and texts and plain(cell) not in texts
        return cell_words.set_aside(field, cell) or (vocabulary.OTHER_CHANNEL if unlike else None)

    def _generic(self, word: str, sentence: str | None) -> Verdict:
        """Return the verdict by our own words, or by the meaning that a person gave to a word."""
        answer = self._answers.get(word_key(word))
        if answer == SKIPPED:
            return Verdict(kind=SET_ASIDE, field="result", why=vocabulary.SKIPPED_BY_NAME)
        key = cell_words.set_aside("result", word)
        if key:
            return Verdict(kind=SET_ASIDE, field="result", why=key)
        result = formats.RESULTS.get(answer or "") or cell_words.result(word)
        if result is None:
            why = _("“{cell}” isn't one of the results: {results}.", cell=word, results=listing(_RESULTS))
            return replace(_rejected(why), is_unknown=True)
        return _verdict(result, cell_words.reason(sentence, result) if sentence else None)

    def _services(self, word: str, code: str | None, sentence: str | None) -> Verdict:
        """Return the verdict by the service's own words: its status word, and for a failure its code."""
        stated = self._service.statuses.meaning(word)
        if stated is None:
            return _rejected(
                _(
                    "“{cell}” isn't a status that {service} is known to use: {statuses}.",
                    cell=word,
                    service=self._recognized.format.service_name,
                    statuses=listing(self._service.statuses),
                )
            )
        if stated.set_aside:
            return Verdict(kind=SET_ASIDE, field="result", why=stated.set_aside, opts_out=stated.opts_out)
        needs_code = stated.asks_code or vocabulary.is_undelivered(stated.result or "")
        detail = self._detail(code, sentence) if needs_code else Rule()
        if detail.set_aside:
            return Verdict(kind=SET_ASIDE, field="carrier_code", why=detail.set_aside)
        result = detail.result or stated.result
        reason = detail.reason or stated.reason
        if reason is None and self._service.is_own and sentence and result:
            reason = cell_words.reason(sentence, result)
        meant = vocabulary.reason(reason)
        fits = meant is not None and meant.result == result
        return replace(
            _verdict(result, reason if fits else None),
            may_lack_number=stated.may_lack_number or _may_lack_number(result, reason if fits else None),
            opts_out=detail.opts_out or stated.opts_out,
        )

    def _detail(self, code: str | None, sentence: str | None) -> Rule:
        """Return what the code means; the sentence if the code means nothing."""
        by_code = self._service.codes.get(plain(code)) if code else None
        by_sentence = self._service.sentences.get(plain(sentence)) if sentence else None
        return by_code or by_sentence or Rule()


def answers(recognized: Recognized, field: str) -> dict[str, str]:
    """Return the meanings that a person gave to the words of a field, by the word's key ("" for blank)."""
    return {word_key(word): meaning for word, meaning in recognized.words.get(field, {}).items()}


def _verdict(result: str | None, reason: str | None) -> Verdict:
    return Verdict(result, reason, may_lack_number=_may_lack_number(result, reason))


def _may_lack_number(result: str | None, reason: str | None) -> bool:
    return (vocabulary.reason(reason) or _RESULTS[result or ""]).may_lack_number


def _rejected(why: str) -> Verdict:
    return Verdict(kind=REJECTED, field="result", why=why)

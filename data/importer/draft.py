"""A format of the district's own, written from a file and from what a person says about it, as TOML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from data.errors import Problem
from data.importer.opened_file import opened
from data.importer.order import SKIPPED, ImportOrder
from data.importer.recognition import recognize_source
from data.importer.recognize import cell_words, formats, own_formats, questions
from data.importer.recognize.columns import Recognized
from data.importer.recognize.format_types import DISTRICT, word_key
from data.importer.recognize.plain_names import plain_name
from data.importer.rows.words import file_words
from data.importer.rows.words.file_words import FileWord
from data.importer.rows.words.unknown_words import FIELD_OF_KIND
from data.words import vocabulary
from data.words.catalog import _, listing, ngettext

RULES = {"result": "statuses", "status": "opt_in_statuses"}


def of_file(order: ImportOrder, name: str) -> str:
    """Return the draft of a format called `name`, as TOML, for files like the order's.

    What the order doesn't answer is left to be completed. Raises Problem if the file can't be opened, if it
    already has a format, or if nothing shows what it is.
    """
    with own_formats.including(order.format_file), opened(order) as file:
        recognized = recognize_source(file.source, order)
        _check(recognized, order)
        words = file_words.count(file, recognized)
    return draft(recognized, words, order, name)


def draft(recognized: Recognized, words: Sequence[FileWord], order: ImportOrder, name: str) -> str:
    """Return a format called `name` as TOML: columns, words with their counts, zone and order of dates."""
    lines = [
        _("# Files like {file}. Complete what is empty.", file=_line(order.file_name)),
        f"service = {_quoted(own_formats.key_of(name))}",
        f"name = {_quoted(name)}",
        *_rules(recognized, words),
        "",
        f"[formats.{recognized.kind}]",
        f"kind = {_quoted(recognized.kind)}",
        f"name = {_quoted(recognized.format.name)}",
        *_times(recognized, order),
        *(['needed = ["number"]'] if recognized.format.constants else []),
        f"recognized_by = {_list(dict.fromkeys(name for name in recognized.header if name))}",
        "",
        f"[formats.{recognized.kind}.columns]",
        *_columns(recognized),
    ]
    lines += _directions(recognized)
    if recognized.format.constants:
        lines += ["", f"[formats.{recognized.kind}.constants]"]
        lines += [f"{field} = {_quoted(word)}" for field, word in recognized.format.constants.items()]
    return "\n".join([*lines, ""])


def _check(recognized: Recognized, order: ImportOrder) -> None:
    if not recognized.format.is_generic:
        raise Problem(
            _("This file already has a format: {format}.", format=recognized.format.full_name),
            where=order.file_name,
            next_step=_("Import it as it is. To write another format, use --kind."),
        )
    if recognized.people:  # a format of one column for each field would fold the people of a row
        raise Problem(
            _("This list has several numbers or contacts a row, which a draft can't state."),
            where=order.file_name,
            next_step=_("Import it as it is: its columns are read by their names."),
        )
    for question in questions.unanswered(recognized, order):
        if question.key == questions.KIND:
            raise Problem(question.problem, where=order.file_name, next_step=question.next_step)


def _rules(recognized: Recognized, words: Iterable[FileWord]) -> Iterator[str]:
    """Yield a rule for each word, and one for each of our own words, which the file may have tomorrow."""
    field = FIELD_OF_KIND.get(recognized.kind)
    if field is None or recognized.format.constants:
        return
    own = formats.RESULTS if field == "result" else formats.STATUSES
    answers = {word_key(word): one for word, one in recognized.words.get(field, {}).items()}
    seen = set()
    for word in words:
        if not word.word and (field == "result" or word_key("") not in answers):
            continue
        seen.add(word_key(word.word))
        yield from _rule(field, word, answers.get(word_key(word.word)))
    for key, name in own.items():
        if word_key(name) not in seen:
            yield from _entry(field, name, f"{field} = {_quoted(key)}")


def _rule(field: str, word: FileWord, answer: str | None) -> Iterator[str]:
    yield ""
    yield ngettext("# {number} row", "# {number} rows", word.rows, number=word.rows)
    yield from _entry(field, word.word, _meaning(field, word.word, answer))[1:]


def _entry(field: str, word: str, meaning: str) -> list[str]:
    return ["", f"[[{RULES[field]}]]", f"words = {_list([word])}", meaning]


def _meaning(field: str, word: str, answer: str | None) -> str:
    read = cell_words.result if field == "result" else cell_words.status
    keys = {name: key for key, name in (*formats.RESULTS.items(), *formats.STATUSES.items())}
    set_aside = vocabulary.SKIPPED_BY_NAME if answer == SKIPPED else None
    if set_aside is None and answer is None:
        set_aside = cell_words.set_aside(field, word)
    if set_aside:
        return f"set_aside = {_quoted(set_aside)}"
    key = answer or keys.get(read(word) or "", "")
    if key:
        return f"{field} = {_quoted(key)}"
    choices = _("one of: {keys}", keys=listing(own_formats.MEANINGS[RULES[field]]))
    return f'{field} = ""  # {choices}; set_aside = "{vocabulary.SKIPPED_BY_NAME}"'


def _times(recognized: Recognized, order: ImportOrder) -> Iterator[str]:
    yield f"zone = {_quoted(order.zone or DISTRICT)}"
    if order.date_order:
        yield f"date_order = {_quoted(order.date_order)}"
    elif any(one.key == "date_order" for one in questions.unanswered(recognized, order)):
        yield f'date_order = ""  # {_("one of: {keys}", keys="mdy, dmy, ymd")}'


def _columns(recognized: Recognized) -> Iterator[str]:
    for field, name in recognized.columns.items():
        yield f"{field} = {_list([name])}"
    for field in recognized.missing:
        columns = listing(_line(name) for name in recognized.unrecognized if name)
        yield f"{field} = []  # {_('one of: {keys}', keys=columns)}"


def _directions(recognized: Recognized) -> Iterator[str]:
    """Yield what the words of the direction column mean, where they need to be said."""
    column = recognized.columns.get("direction", "")
    directions = recognized.format.directions.get(plain_name(column))
    if directions:
        yield ""
        yield f"[formats.{recognized.kind}.directions.{_quoted(column)}]"
        yield f"inbound = {_list(sorted(directions.inbound))}"
        yield f"outbound = {_list(sorted(directions.outbound))}"


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(text: str) -> str:
    """Return a text as a string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _line(text: str) -> str:
    """Return a text that fits a comment."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())

"""The flyer: its text and reading order, its QR code, and that it stays one page."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from data import flyers
from data.errors import Problem
from data.flyers import Flyer, drawing, qr, sentences
from data.settings import Answering

ANSWERING = Answering("67587", "Y", "the help desk, 217-555-0123")
FLYER = Flyer("Springfield Schools", "Lincoln High", "en", ANSWERING, "letter")
POINTS = {"letter": (612, 792), "a4": (595, 842)}
LONG = "The Doctor Bartholomew Featherstonehaugh-Cholmondeley Memorial Academy for Performing Arts " * 12
ODD = "A#b *c* $d$ \\e \"f\" 'g' <h> @i _j_ `k` [l] {code} //m = n - o"
LANGUAGES = [language.key for language in flyers.languages()]


def _read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def _text(flyer: Flyer) -> str:
    return " ".join(_read(flyers.pdf(flyer)).pages[0].extract_text().split())


def _scanned(content: bytes) -> list[str]:
    page = pypdfium2.PdfDocument(content)[0].render(scale=2)
    return [barcode.text for barcode in zxingcpp.read_barcodes(page.to_numpy())]


def _tags(node: Any) -> list[tuple[str, str]]:
    """The tags of a document with their alternative texts, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for child in node for tag in _tags(child)]
    if not isinstance(node, dict) or "/S" not in node:
        return []
    return [(node["/S"], node.get("/Alt", "")), *_tags(node.get("/K", []))]


@pytest.mark.parametrize("paper", flyers.PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_flyer_has_all_its_text_in_reading_order(language: str, paper: str) -> None:
    text = _text(replace(FLYER, language=language, paper=paper))
    printed: Any = sentences.filled(language, ANSWERING)
    answer = printed["answer"]
    expected = ["Lincoln High", "Springfield Schools", printed["headline"], answer["before"]]
    expected += [f"Y {answer['or']} Yes", "67587", printed["gets"], printed["checks"]]
    expected += ["the help desk, 217-555-0123", "STOP", "HELP"]
    places = [text.index(part) for part in expected]
    assert all(one < other for one, other in pairwise(places)), text
    assert "{" not in text, "a place in a sentence was not filled"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_gets_title_language_headings_and_the_pictures_meaning(
    language: str,
) -> None:
    root = _read(flyers.pdf(replace(FLYER, language=language)))
    document: Any = root.trailer["/Root"]
    title = str(root.metadata and root.metadata.title)
    assert "67587" in title, title
    assert title.endswith("Lincoln High")
    assert document["/Lang"] == language
    assert document["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1<" in document["/Metadata"].get_data()
    tags = _tags(document["/StructTreeRoot"]["/K"])
    kinds = [kind for kind, _ in tags if kind in ("/H1", "/H2", "/L", "/Figure")]
    assert kinds == ["/H1", "/Figure", "/H2", "/L", "/H2", "/L"]
    assert "67587" in dict(tags)["/Figure"]


@pytest.mark.parametrize("paper", flyers.PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_stay_whole_on_one_page(language: str, paper: str) -> None:
    answering = Answering("1234567890", "AN-UNUSUALLY-LONG-WORD-FOR-YES", f"{LONG}office")
    long = Flyer(LONG, f"{LONG}{'W' * 200}", language, answering, paper)
    pages = _read(flyers.pdf(long)).pages
    assert len(pages) == 1
    box = pages[0].mediabox
    assert (round(box.width), round(box.height)) == POINTS[paper]
    text = "".join(pages[0].extract_text().split())
    assert text.count("".join(LONG.split())) == 3
    assert "W" * 200 in text
    assert _scanned(flyers.pdf(long)) == ["sms:1234567890?&body=AN-UNUSUALLY-LONG-WORD-FOR-YES"]


@pytest.mark.parametrize("names", ["short", "long"])
@pytest.mark.parametrize("paper", flyers.PAPERS)
def test_the_margins_that_a_copier_cuts_off_are_empty(names: str, paper: str) -> None:
    name = LONG + "W" * 200 if names == "long" else "Lincoln High"
    content = flyers.pdf(Flyer(name, name, "es", replace(ANSWERING, support=name), paper))
    page = pypdfium2.PdfDocument(content)[0].render(scale=1, grayscale=True).to_numpy()
    edge = 30  # points
    inner = page[edge:-edge, edge:-edge]
    assert inner.min() < 50, "the page is not empty"
    assert (page < 200).sum() == (inner < 200).sum()


@pytest.mark.parametrize("word", ["Y", "Yes", "SI", "Sí, por favor", "A:B"])
def test_a_camera_reads_the_short_code_and_the_word_on_the_printed_page(word: str) -> None:
    content = flyers.pdf(replace(FLYER, answering=replace(ANSWERING, opt_in_word=word)))
    assert _scanned(content) == [f"sms:67587?&body={quote(word)}"] == [qr.content("67587", word)]


@pytest.mark.parametrize(("word", "modules"), [("Y", 25), ("A-LONGER-WORD-FOR-YES", 33)])
def test_the_qr_code_has_the_white_edge_that_readers_need(word: str, modules: int) -> None:
    content = flyers.pdf(replace(FLYER, answering=replace(ANSWERING, opt_in_word=word)))
    page = pypdfium2.PdfDocument(content)[0].render(scale=4, grayscale=True).to_numpy()
    (barcode,) = zxingcpp.read_barcodes(page)
    left, top = barcode.position.top_left.x, barcode.position.top_left.y
    right, bottom = barcode.position.bottom_right.x, barcode.position.bottom_right.y
    edge, blur = round(3.9 * (right - left) / modules), 4
    around = page[top - edge : bottom + edge, left - edge : right + edge].copy()
    around[edge - blur : blur - edge, edge - blur : blur - edge] = 255
    assert around.min() > 200


def test_a_camera_reads_the_qr_code_of_the_preview_too() -> None:
    image = Image.open(io.BytesIO(flyers.picture(FLYER)))
    assert image.height in range(995, 1006)
    assert [barcode.text for barcode in zxingcpp.read_barcodes(image)] == ["sms:67587?&body=Y"]


def test_names_are_never_read_as_markup() -> None:
    odd = Flyer(f"{ODD} one", f"{ODD} two", "en", replace(ANSWERING, support=f"{ODD} three"), "a4")
    text = _text(odd).replace("// ", "//")  # where a line may end, the reader sees a space
    for number in ("one", "two", "three"):
        assert f"{ODD} {number}" in text
    assert _scanned(flyers.pdf(odd)) == ["sms:67587?&body=Y"]


@pytest.mark.parametrize("name", ["مدرسة لنكولن", "שלום", "Škola Łódź", "Школа", "Trường Nguyễn"])
def test_a_name_in_another_script_is_printed_and_the_page_stays_accessible(name: str) -> None:
    content = flyers.pdf(replace(FLYER, school=name))
    text = _read(content).pages[0].extract_text()
    assert all(word in text for word in name.split())
    assert b"pdfuaid:part" in content


@pytest.mark.parametrize("name", ["Lincoln 🎉 High", "学校", "a\x00b\tc\ud800", "\u202eabc", ""])
def test_a_letter_that_no_font_has_still_gives_a_page(name: str) -> None:
    content = flyers.pdf(replace(FLYER, school=name))
    assert len(_read(content).pages) == 1
    assert "/StructTreeRoot" in _read(content).trailer["/Root"]  # type: ignore[operator]
    assert flyers.picture(replace(FLYER, school=name))


def test_without_a_school_the_flyer_is_the_districts() -> None:
    text = _text(replace(FLYER, school=None))
    assert text.startswith("Springfield Schools Get")


def test_a_translation_that_ends_after_the_code_prints_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "ANSWER", "Please text {words} to {code} today")
    text = _text(FLYER)
    assert text.index("Y or Yes to 67587 today") < text.index("Send it once")


@pytest.mark.parametrize("key", ["short_code", "opt_in_word"])
@pytest.mark.parametrize("make", [flyers.pdf, flyers.picture])
def test_without_a_short_code_or_a_word_the_error_names_the_setting(key: str, make: Any) -> None:
    for empty in ("", "  "):
        with pytest.raises(Problem) as refused:
            make(replace(FLYER, answering=replace(ANSWERING, **{key: empty})))
        assert key in refused.value.where
        assert key in refused.value.next_step


def test_the_same_flyer_has_the_same_bytes_even_for_many_people_at_once() -> None:
    expected = {key: flyers.pdf(replace(FLYER, language=key)) for key in LANGUAGES}
    orders = LANGUAGES * 8
    with ThreadPoolExecutor(4) as people:
        made = list(people.map(lambda key: flyers.pdf(replace(FLYER, language=key)), orders))
    assert made == [expected[key] for key in orders]
    assert b"CreationDate" not in expected["en"]


def test_only_its_own_fonts_are_used() -> None:
    fonts: Any = _read(flyers.pdf(FLYER)).pages[0]["/Resources"]
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts["/Font"].values()}
    assert names
    assert all(name.startswith("Lato-") for name in names), names


def test_a_word_longer_than_a_text_message_is_refused_and_the_error_names_the_setting() -> None:
    with pytest.raises(Problem, match="too long") as refused:
        flyers.pdf(replace(FLYER, answering=replace(ANSWERING, opt_in_word="Y" * 5_000)))
    assert "opt_in_word" in refused.value.where


def test_a_name_that_no_page_has_room_for_is_cut_before_it_is_typeset() -> None:
    endless = "x" * 100_000
    printed = drawing.content(
        district=endless, school=endless, language="en", answering=ANSWERING, paper="letter"
    )
    for name in (printed["district"], printed["school"]):
        assert len(name) <= 1_500
        assert name.endswith("x…")

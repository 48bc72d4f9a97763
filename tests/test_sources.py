"""Reading: bytes, paths, records and markup become a dump, or an error that says what to do."""

from __future__ import annotations

import bz2
import datetime
import gzip
import io
import lzma
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.errors import InputError
from newsclean.model import Dump
from newsclean.sources import read
from newsclean.sources.encoding import decode
from newsclean.sources.markup import sniff
from newsclean.sources.page import read_page
from newsclean.testing import any_text, story_in

LONGEST = 10_000


def dump_of(raw: Any, **options: Any) -> Dump:
    return read(raw, **{"longest": LONGEST, **options})


def reason_for(raw: Any, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        dump_of(raw, **options)
    return str(caught.value)


READS = "or let newsclean clean read it, under a name that ends with"
FERRY = b"The ferry sails again. " * 100


def zipped(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, FERRY)
    return content.getvalue()


def tarred() -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(FERRY)
        archive.addfile(member, io.BytesIO(FERRY))
    return content.getvalue()


# Encodings.


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06",
            "a picture (PNG), not a text",
            id="PNG",
        ),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "a picture (JPEG), not a text", id="JPEG"),
        pytest.param(b"RIFF\x10\n\x00\x00WEBPVP8 ", "a picture (WebP), not a text", id="WebP"),
        pytest.param(
            gzip.compress(FERRY),
            f"compressed with gzip; hand in what gzip.open reads, {READS} .gz",
            id="gzip",
        ),
        pytest.param(
            # Stored as it is, so that next to nothing but letters is in it.
            gzip.compress(FERRY, compresslevel=0),
            f"compressed with gzip; hand in what gzip.open reads, {READS} .gz",
            id="gzip without compression",
        ),
        pytest.param(
            bz2.compress(FERRY), f"compressed with bzip2; hand in what bz2.open reads, {READS} .bz2", id="bzip2"
        ),
        pytest.param(lzma.compress(FERRY), f"compressed with xz; hand in what lzma.open reads, {READS} .xz", id="xz"),
        pytest.param(
            b"\x28\xb5\x2f\xfd\x24\x05",
            f"compressed with Zstandard; decompress it first, {READS} .zst",
            id="Zstandard",
        ),
        pytest.param(zipped("a.txt"), f"a zip archive; hand in what is in it, {READS} .zip", id="zip"),
        pytest.param(zipped(), f"a zip archive; hand in what is in it, {READS} .zip", id="an empty zip"),
        pytest.param(
            zipped("[Content_Types].xml"), "a document of an office program, not its text; convert it first", id="DOCX"
        ),
        pytest.param(tarred(), f"a tar archive; hand in what is in it, {READS} .tar", id="tar"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\x00\x04", "a 7z archive, not a text; unpack it first", id="7z"),
        pytest.param(b"Rar!\x1a\x07\x01\x00", "a RAR archive, not a text; unpack it first", id="RAR"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00",
            "a document of an office program, not its text; convert it first",
            id="DOC",
        ),
        pytest.param(b"%PDF-1.4\n1 0 obj\n<</Type /Page>>", "a PDF, not its text; convert it first", id="a PDF"),
        pytest.param(b"{\\rtf1 The ferry sails.}", "an RTF document, not its text; convert it first", id="RTF"),
        pytest.param(
            bytes(range(32)) * 10,
            "not a text: too many control characters; is it a picture or an archive?",
            id="controls",
        ),
        pytest.param(
            b"\xff\xfeA\x00\x00\xd8B\x00",
            "its byte order mark says utf-16-le, but byte 2 is not: illegal UTF-16 surrogate",
            id="half a character behind a byte order mark",
        ),
        pytest.param(
            b"\xef\xbb\xbfGr\xfc\xdfe",
            "its byte order mark says utf-8, but byte 2 is not: invalid start byte",
            id="a byte order mark that lies",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    assert reason_for(content) == reason
    assert reason_for({"id": "page-7", "text": content}) == f"page-7: {reason}"


@pytest.mark.parametrize(
    "text",
    [
        "PK is a rock",
        "BZh91 is a number of a bus",
        "7z is a format",
        "Rar! he cried",
        "RIFF of the day",
        "x" * 257 + "ustar",
    ],
)
def test_a_text_that_begins_nearly_like_a_file_of_another_kind_is_a_text(text: str) -> None:
    assert decode(text.encode())[0] == text


def test_a_few_stray_control_characters_are_a_text() -> None:
    assert decode(b"\x00" + b"The ferry sails again. " * 10 + b"\x1a")[1] == "utf-8"


STORIES = {
    language: "\n".join(story_in(language).paragraphs) for language in ("en", "de", "fr", "pl", "ru", "el", "tr")
}
STORIES |= {
    language: "\n".join(story_in(language).paragraphs) for language in ("he", "ar", "hi", "th", "ja", "ko", "zh")
}


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_in_every_form(language: str, encoding: str) -> None:
    story = STORIES[language]
    assert decode(story.encode(encoding))[0] == story


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_by_its_empty_bytes(language: str, encoding: str) -> None:
    story = STORIES[language]
    assert decode(story.encode(encoding)) == (story, encoding)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *[
            ("de", "cp1252"),
            ("fr", "cp1252"),
            ("fr", "latin-1"),
            ("pl", "cp1250"),
            ("pl", "iso8859-2"),
            ("tr", "cp1254"),
        ],
        *[("ru", "cp1251"), ("ru", "koi8-r"), ("ru", "iso8859-5"), ("el", "cp1253"), ("el", "iso8859-7")],
        *[("he", "cp1255"), ("ar", "cp1256"), ("th", "cp874")],
        *[("ja", "shift_jis"), ("ja", "euc-jp"), ("ko", "euc-kr"), ("ko", "cp949")],
        *[("zh", "gb18030"), ("zh", "gbk"), ("zh", "gb2312"), ("zh", "big5")],
        pytest.param(
            "ja",
            "iso2022_jp",
            marks=pytest.mark.xfail(strict=True, reason="its bytes are ASCII, and so are taken for UTF-8"),
        ),
    ],
)
def test_old_encodings_are_told_from_one_another(language: str, encoding: str) -> None:
    content = STORIES[language].encode(encoding, "ignore")
    assert decode(content)[0] == content.decode(encoding)


def test_the_codec_is_told() -> None:
    assert dump_of("Größe".encode()).encoding == "utf-8"
    assert dump_of("Größe".encode("utf-16")).encoding == "utf-16-le"
    assert dump_of("Größe").encoding is None


def test_the_byte_order_mark_is_no_part_of_the_text_and_line_ends_stay() -> None:
    assert dump_of("Eins\r\nZwei\r".encode("utf-8-sig")).text == "Eins\r\nZwei\r"


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_may_come_in_any_container(kind: type) -> None:
    assert dump_of(kind(b"The ferry sails.")).text == "The ferry sails."


@given(any_text())
def test_what_utf_8_can_write_is_read_as_it_was_written(text: str) -> None:
    content = text.encode("utf-8", "replace")
    controls = sum(character < " " and character not in "\t\n\v\f\r\x1b" for character in text)
    if controls > 2:
        return  # it may be refused as no text at all
    # Text may begin with the mark itself.
    assert decode(content) == (content.decode("utf-8-sig"), "utf-8")


# Paths.


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "0412.txt"
    path.write_bytes("Die Fähre\r\nfährt wieder.".encode())
    return path


def test_a_path_is_read_and_is_the_name_of_its_record(page: Path) -> None:
    assert dump_of(page) == Dump("Die Fähre\r\nfährt wieder.", id=str(page), encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "The captain wrote ferry.txt",
        "ferry.txt\n",
        "Ferry sails\n/dumps/ferry.txt",
        "Osk/Kelm",
        "The page is at https://kelm.example/1",
        "https://kelm.example/1 tells more",
        "Open / close a.txt",
        "x" * 5_000 + ".txt",
    ],
)
def test_a_string_is_a_text_and_never_a_path(text: str) -> None:
    assert dump_of(text).text == text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ferry.txt", "'ferry.txt' is the name of a file, not its text; hand in pathlib.Path('ferry.txt')."),
        ("dumps/0412.HTML.gz", "'dumps/0412.HTML.gz' is the name of a file, not its text; hand in pathlib.Path("),
        ("/my dumps/ferry.json", "'/my dumps/ferry.json' is the name of a file, not its text; hand in pathlib.Path("),
        (
            r"C:\my dumps\ferry.txt",
            r"'C:\\my dumps\\ferry.txt' is the name of a file, not its text; hand in pathlib.Path(",
        ),
        (
            "https://kelm.example/1?a=b",
            "'https://kelm.example/1?a=b' is an address, and newsclean fetches nothing; hand",
        ),
        ("s3://crawl/dumps", "'s3://crawl/dumps' is an address, and newsclean fetches nothing; hand in the page."),
    ],
)
def test_a_string_that_says_where_a_dump_is_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    # Whether there is such a file changes nothing.
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        with pytest.raises(InputError) as error:
            newsclean.clean(name)
        assert str(error.value).startswith(reason)
        assert str(error.value).endswith("If it is the dump all the same: {'text': …}, or kind='text'")
        Path("ferry.txt").touch()
    assert [dump_of({"text": name}).text, dump_of(name, kind="text").text] == [name] * 2
    # In a record it is what stands there, and so it is for every line of a batch.
    assert [article.source for article in newsclean.clean_many([{"text": name}])] == [name]
    assert isinstance(next(newsclean.clean_many([name], on_error="return")), InputError)


@pytest.mark.parametrize(
    "text", ["他在报告中写道：请阅读report.pdf", f"{'ferry' * 60}.txt", "See kelm.example/ferry.txt"]
)
def test_a_text_that_can_be_no_name_is_a_dump(text: str) -> None:
    assert dump_of(text).text == text


def test_every_ending_that_is_read_makes_a_name() -> None:
    from newsclean.batch.sources import is_known
    from newsclean.batch.sources.streams import CODECS
    from newsclean.sources.mistaken import SUFFIXES

    assert {suffix for suffix in SUFFIXES if not is_known(f"x{suffix}")} == {*CODECS, ".md", ".pdf"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.txt", "cannot be read: No such file or directory"),
        ("", "a folder; hand in the files in it, or use newsclean clean"),
        ("pipe", "not a regular file"),
        ("0412.txt/below", "cannot be read: Not a directory"),
        ("nul\0.txt", "cannot be read: embedded null byte"),
        ("x" * 300, "cannot be read: File name too long"),
    ],
    ids=["missing", "a folder", "a pipe", "below a file", "a NUL in the name", "too long a name"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="pipes and messages of POSIX")
def test_a_path_that_cannot_be_read_is_named_with_the_reason(page: Path, name: str, reason: str) -> None:
    # Nobody writes into the pipe: opening it would wait for ever.
    os.mkfifo(page.parent / "pipe")
    path = page.parent / name
    assert reason_for(path) == f"{path}: {reason}"


@pytest.mark.parametrize("name", ["crawl.jsonl", "CRAWL.NDJSON", "crawl.csv", "crawl.jsonl.gz", "crawl.zip"])
def test_a_file_of_records_is_no_dump_unless_its_kind_is_said(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text('{"text": "The ferry sails again."}', encoding="utf-8")
    assert reason_for(path) == (
        f"{path}: holds records, not one dump; newsclean clean reads them, and newsclean.clean_many takes them one by "
        "one. If it is a dump all the same: kind='text'"
    )
    assert dump_of(path, kind="text").text == dump_of({"text": path}).text == '{"text": "The ferry sails again."}'


def test_a_device_without_end_is_refused() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no such device here")
    assert reason_for(Path("/dev/zero")) == "/dev/zero: not a regular file"


def test_a_file_too_long_is_refused_without_reading_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    assert reason_for(path) == f"{path}: longer than 10,000 characters; raise max_characters to read it"


@pytest.mark.parametrize(
    "raw", ["x" * 11, b"x" * 11, Dump("x" * 11), {"text": "x" * 11}], ids=lambda raw: type(raw).__name__
)
def test_a_text_too_long_is_refused(raw: Any) -> None:
    assert reason_for(raw, longest=10) == "11 characters, more than 10; raise max_characters to clean it"
    assert dump_of(raw, longest=11).text == "x" * 11


# Records.


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, "the record has neither a field 'text' nor a field 'html'"),
        ({"text": None}, "the record has neither a field 'text' nor a field 'html'"),
        ({"body": "Text"}, "the record has neither a field 'text' nor a field 'html'"),
        ({"text": 7}, "field 'text' is an int, not text"),
        ({"html": ["Text"]}, "field 'html' is a list, not text"),
        ({"text": "Text", "url": 7}, "field 'url' is an int, not text"),
        ({"text": "Text", "language": b"en"}, "field 'language' is a bytes, not text"),
        ({"text": "Text", "collected_at": "yesterday"}, "field 'collected_at' is no ISO 8601 time: 'yesterday'"),
        ({"text": "Text", "collected_at": 1714723200}, "field 'collected_at' is no ISO 8601 time: 1714723200"),
    ],
)
def test_a_record_with_a_bad_field_is_refused_and_named(record: dict[str, Any], reason: str) -> None:
    assert reason_for(record) == reason
    assert reason_for({"id": 412, **record}) == f"412: {reason}"


@pytest.mark.parametrize(
    ("record", "text", "kind"),
    [
        ({"text": "", "html": "<p>A seal."}, "A seal.", "html"),
        ({"text": " \n", "html": b"<p>A seal."}, "A seal.", "html"),
        ({"text": b"", "html": "<p>A seal."}, "A seal.", "html"),
        ({"text": "A cake.", "html": "<p>A seal."}, "A cake.", "text"),
        # Nothing that would be better.
        ({"text": "", "html": " "}, "", "text"),
        ({"text": "", "html": 7}, "", "text"),
        ({"text": ""}, "", "text"),
    ],
)
def test_a_text_with_nothing_in_it_gives_way_to_the_page(record: dict[str, Any], text: str, kind: str) -> None:
    dump = dump_of(record)
    assert (dump.text.strip(), dump.kind) == (text, kind)


@pytest.mark.parametrize("raw", [None, 7, 1.5, ["Text"], object], ids=str)
def test_what_is_neither_text_nor_record_is_refused(raw: Any) -> None:
    assert reason_for(raw).endswith("cannot be cleaned; hand in str, bytes, a path, or a mapping with 'text' or 'html'")


def test_a_record_brings_its_facts_along() -> None:
    moment = datetime.datetime(2024, 5, 3, 10, 15, tzinfo=datetime.UTC)
    record = {"text": "Text", "url": "https://news.example/1", "id": 412, "language": "sv", "collected_at": moment}
    wanted = Dump("Text", url="https://news.example/1", id="412", language="sv", collected_at=moment)
    assert dump_of(record) == wanted
    assert dump_of({**record, "collected_at": "2024-05-03T10:15:00+00:00"}) == wanted
    assert dump_of({**record, "crawler": "a field that nobody asked for"}) == wanted


def test_the_caller_knows_better_than_the_record() -> None:
    record = {"text": "Text", "url": "https://news.example/1", "language": "sv"}
    dump = dump_of(record, url="https://news.example/2", language="no")
    assert (dump.url, dump.language) == ("https://news.example/2", "no")


@pytest.mark.parametrize(
    ("tag", "code"),
    [("de", "de"), ("DE", "de"), ("pt-BR", "pt"), ("zh-Hant-TW", "zh"), ("en_US.UTF-8", "en"), ("nb", "no"),
     ("iw", "he"), ("gsw", "gsw"), (" fr ", "fr"), ("eng", "en"), ("ger", "de"), ("deu_Latn", "de"), ("cmn_Hans", "zh"),
     ("nno", "no"), ("fil", "tl")],
)  # fmt: skip
def test_a_language_is_a_code_or_a_tag(tag: str, code: str) -> None:
    assert dump_of("Text", language=tag).language == code
    assert dump_of({"text": "Text", "language": tag}).language == code


@pytest.mark.parametrize(
    ("word", "way_out"),
    [
        ("german", "write 'de'"),
        ("Chinese", "write 'zh'"),
        ("Klingon", "write a code such as 'de', or a tag such as 'pt-BR'"),
        ("", "write a code such as 'de', or a tag such as 'pt-BR'"),
        ("d", "write a code such as 'de', or a tag such as 'pt-BR'"),
        ("de-", "write a code such as 'de', or a tag such as 'pt-BR'"),
        ("xx", "write a code such as 'de', or a tag such as 'pt-BR'"),
        ("en glish", "write a code such as 'de', or a tag such as 'pt-BR'"),
        ("Icelandic", "write 'is'"),
    ],
)
def test_a_word_for_a_language_is_the_callers_mistake_and_a_collectors_nothing(word: str, way_out: str) -> None:
    with pytest.raises(ValueError, match=f"^language is {word!r}, which is no code of ISO 639-1; {way_out}$"):
        dump_of("Text", language=word)
    assert dump_of({"text": "Text", "language": word}).language is None


@pytest.mark.parametrize("tag", ["und", "mul", "zxx", "UND"])
def test_a_tag_of_no_language_leaves_it_to_be_found_out(tag: str) -> None:
    with pytest.raises(ValueError, match=f"^language is '{tag}', which tells of no language; leave it out"):
        dump_of("Text", language=tag)
    assert dump_of({"text": "Text", "language": tag}).language is None


def test_every_language_of_a_lexicon_is_known_by_its_code_and_its_english_name() -> None:
    import tomllib

    known = tomllib.loads((Path(newsclean.__file__).parent / "sources" / "languages.toml").read_text(encoding="utf-8"))
    lexica = {path.stem for path in (Path(newsclean.__file__).parent / "lexicon").glob("*.toml")} - {"any"}
    assert set(known["names"].values()) == lexica
    assert {newsclean.clean("Text", language=code).language for code in lexica} == lexica
    # ISO 639-1 has had as many since 2009.
    assert len(known["codes"]) == 183


@pytest.mark.parametrize(
    ("option", "value"), [("url", 7), ("url", b"https://news.example/1"), ("language", 7), ("language", b"de"),
                          ("collected_at", "2024-05-03"), ("collected_at", datetime.date(2024, 5, 3))],
)  # fmt: skip
def test_an_option_of_another_type_is_the_callers_mistake(option: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{option} is {re.escape(repr(value))}"):
        dump_of("Text", **{option: value})


def test_a_record_holds_bytes_or_a_path_as_well(page: Path) -> None:
    assert dump_of({"text": b"Text"}).text == "Text"
    assert dump_of({"text": page}).id == str(page)
    assert dump_of({"text": page, "id": "page-7"}).id == "page-7"


def test_a_field_named_html_is_a_page_even_if_it_does_not_look_like_one() -> None:
    assert dump_of({"html": "a &lt; b"}) == Dump("a < b", kind="html")
    assert dump_of({"text": "Text", "html": "<p>Page"}) == Dump("Text")


def test_a_dump_is_taken_as_it_is() -> None:
    dump = Dump("<p>Text</p>", id="page-7", url="https://news.example/1")
    assert dump_of(dump) == dump
    assert dump_of(dump, language="en") == Dump("<p>Text</p>", id="page-7", url="https://news.example/1", language="en")


def test_a_kind_that_there_is_not_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match=r"^kind is 'pdf'; it can be 'text', 'html' or None$"):
        dump_of("Text", kind="pdf")


# Markup.


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The ferry sails again.",
        "If a < b and b < c, then a < c, the teacher said.",
        "<3 <3 <3",
        "Use <b> for bold, the teacher said.",
        "Mail <anna@news.example> or <jon@news.example>, or call.",
        "AT&T and R&D; Q&A",
        "fish & chips; salt & vinegar",
        "<<<<<<<<",
        "Home > World > Asia",
    ],
)
def test_text_with_the_signs_of_markup_is_text(text: str) -> None:
    assert sniff(text) == "text"
    assert dump_of(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>Text",
        "<!doctype HTML PUBLIC '-//W3C//DTD XHTML 1.0//EN'>\n<html>",
        "\n  <html lang='en'><body>",
        "<HTML>",
        "<?xml version='1.0' encoding='UTF-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>",
        "<!-- saved from url=(0022)https://news.example/1 -->\n<html>",
        "<head><title>Text</title>",
        "\ufeff<!doctype html><title>Text</title>",
        "<!-- Powered by Quay -->\n<!-- node 4 -->\n<meta charset='utf-8'>\n<html><p>Text",
        "<style>p { margin: 0 }</style>\n<!DOCTYPE html><p>Text",
        "<script>\nlet tide = 'low' < 'high';\n</script>\n<html>",
        "<div hidden>1,<a href='/2'>2</a></div><html>",
        "\n" * 6_000 + "<!DOCTYPE html>",
    ],
)
def test_a_page_is_known_by_its_beginning(text: str) -> None:
    assert sniff(text) == "html"


@pytest.mark.parametrize(
    ("dump", "lines"),
    [
        ("Caf&eacute; &amp; bar", ["Café & bar"]),
        ("Fish &amp;amp;amp; chips", ["Fish & chips"]),
        ("It&#8217;s &#x201C;new&#x201D;&nbsp;here", ["It’s “new”\u00a0here"]),
        ("&lt;b&gt; makes bold", ["<b> makes bold"]),
        ("The <b>ferry</b> sails", ["The ferry sails"]),
        ("The ferry<br/>sails<br>again<br />", ["The ferry", "sails", "again"]),
        ("One\n\n<p>Two</p><p>Three <a href='/x'>four</a></p>\nFive", ["One", "Two", "Three four", "Five"]),
        ("<p>Text</p><script>alert('no text')</script><style>p {}</style><!-- no text -->", ["Text"]),
        ("One\r\n<b>Two</b>\r\nThree", ["One", "Two", "Three"]),
        ("<p>石滩镇</p>&nbsp;<p>老桥</p>", ["石滩镇", "老桥"]),
        ("<p>The tag</p> <html> <p>stands first</p>", ["The tag", "stands first"]),
        ("<script>let ferry = 1</script>Text <b>on</b> <body>", ["Text on"]),
    ],
)
def test_bits_of_markup_in_a_text_dump_are_taken_out(dump: str, lines: list[str]) -> None:
    assert sniff(dump) == "fragment"
    found = dump_of(dump)
    assert found.kind == "fragment"
    assert [line.strip() for line in found.text.splitlines() if line.strip()] == lines


def test_the_kind_that_the_caller_gives_is_not_doubted() -> None:
    assert dump_of("<p>Text</p>", kind="text") == Dump("<p>Text</p>")
    assert dump_of("Fish &amp; chips", kind="html") == Dump("Fish & chips", kind="html")


def test_a_page_becomes_a_line_a_block() -> None:
    page = """<!doctype html>
        <html><head><title>Bridge to rise |
            Harwick Post</title><style>p { color: red }</style></head>
        <body><nav><ul><li><a href="/">Home</a><li><a href="/w">World</a></ul></nav>
        <!-- advertisement --><script>let text = "<p>no text</p>"</script><noscript>Enable JavaScript</noscript>
        <h1>Bridge to&nbsp;rise</h1><p>The <b>council</b>&nbsp;voted<br>on Monday.</p>
        <div>Loose <span>text</span><div>and a block</div>rest</div>
        <table><tr><td>3</td><td>May</td></tr></table><template>no text</template><svg><title>no text</title></svg>
        </body></html>"""
    assert read_page(page).text.split("\n") == [
        *("Bridge to rise | Harwick Post", "Home", "World", "Bridge to rise", "The council voted", "on Monday."),
        *("Loose text", "and a block", "rest", "3", "May"),
    ]


def test_a_page_without_anything_is_empty() -> None:
    assert read_page("").text == ""
    assert read_page("<html></html>").text == ""


def test_a_page_nested_ten_thousand_deep_keeps_its_text() -> None:
    page = "<html><body>" + "<div>" * 10_000 + "The ferry sails." + "</div>" * 10_000
    assert read_page(page).text == "The ferry sails."


@given(st.sampled_from(["text", "html", None]), any_text())
def test_markup_of_any_kind_becomes_text(kind: Any, text: str) -> None:
    assert isinstance(dump_of(text, kind=kind, longest=10**6).text, str)


def test_reading_a_page_warns_of_nothing() -> None:
    """Beautiful Soup warns of markup that looks like an address or like XML; pages of any kind are our trade."""
    probe = (
        "import newsclean\n"
        "for text in ('https://news.example/1', './page.html', '<?xml version=\"1.0\"?><rss><p>Text</p></rss>', ''):\n"
        "    newsclean.clean(text, kind='html')"
    )
    process = subprocess.run([sys.executable, "-W", "error", "-c", probe], capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr


def test_a_page_is_cleaned_like_its_text() -> None:
    story = story_in("en")
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    page = f"<!doctype html><title>{story.title} | Post</title><h1>{story.title}</h1><p>Sign in</p>{paragraphs}"
    article = newsclean.clean(page)
    assert article.text == story.text
    assert article.title == story.title


def test_the_inside_of_a_page_has_its_hints() -> None:
    inside = "<p>The ferry sails again from Monday.</p>\n<aside class=newsletter><p>Sign up</p></aside>"
    dump = read({"text": inside}, longest=10**6)
    assert (dump.kind, dump.text) == ("fragment", "The ferry sails again from Monday.\nSign up")
    assert dump.hints is not None
    assert dump.hints.tag_of_line == ["p", "p"]
    assert read({"text": f"{inside}\nA line of text."}, longest=10**6).hints is None


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [("Die Fähre fährt.".encode(), "utf-8"), ("Die Fähre fährt.".encode("utf-16"), "utf-16-le"), ("Text", None)],
)
def test_the_article_says_how_it_was_decoded(raw: str | bytes, wanted: str | None) -> None:
    assert newsclean.clean(raw).encoding == wanted

"""The systems that newsclean is measured beside, each a function from input to prediction."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import Record, read_html, scorer

if TYPE_CHECKING:
    from newsclean import Article

__all__ = ["CHANGING", "READS_HTML", "SYSTEMS", "Prediction", "system_version"]

#: ``text`` and, where the system knows them, ``title``, ``date`` (ISO 8601) and ``authors``.
Prediction = dict[str, Any]

#: jusText's stop lists for the languages of the benches. It has none for Chinese, Japanese and Thai; its own default is
#: English, which is what these and records without a language get.
_STOP_LISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ko": "Korean", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip

#: C4 keeps lines that end in ``.``, ``!``, ``?`` or a closing quotation mark, and none that ends in an ellipsis (Raffel
#: et al. 2020, section 2.2; tensorflow_datasets, c4_utils.py). The second line is ours, so that languages which end
#: their sentences otherwise are not lost from the start: C4 itself was made for English alone.
_C4_ENDS = (
    *(".", "!", "?", '"', "\N{RIGHT DOUBLE QUOTATION MARK}"),
    *("。", "！", "？", "」", "』", "．", "။", "।", "؟", "۔", "»", "\N{LEFT DOUBLE QUOTATION MARK}"),
)  # fmt: skip
_C4_FEWEST_WORDS = 5

#: What XML cannot hold, and lxml therefore refuses.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def newsclean(record: Record, _folder: Path) -> Prediction:
    """newsclean on the dump, told nothing else."""
    import newsclean as package

    return _prediction(package.clean(record.text))


def newsclean_html(record: Record, folder: Path) -> Prediction:
    """newsclean on the page's HTML; it is not told the address."""
    import newsclean as package

    return _prediction(package.clean({"html": read_html(folder, record.text)}))


def _prediction(article: Article) -> Prediction:
    return {
        "text": article.text,
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "authors": list(article.authors),
    }


def raw(record: Record, _folder: Path) -> Prediction:
    """The dump as it is."""
    return {"text": record.text}


def c4(record: Record, folder: Path) -> Prediction:
    """C4's line rule: terminal punctuation and at least five words.

    Words are counted as ``score.py`` counts them, so that a Chinese, Japanese or Thai character is one: counted by
    white space, as in C4, no line of these languages would stay.
    """
    tokenize = scorer(folder).tokenize
    kept = [
        line
        for line in map(str.strip, record.text.splitlines())
        if line.endswith(_C4_ENDS) and not line.endswith("...") and len(tokenize(line)) >= _C4_FEWEST_WORDS
    ]
    return {"text": "\n".join(kept)}


def justext(record: Record, _folder: Path) -> Prediction:
    """jusText with every line of the dump as a ``<p>``: the only library with a signal that lives in the text alone."""
    import justext as library

    lines = (_CONTROL.sub("", line).strip() for line in record.text.splitlines())
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
    if not paragraphs:
        return {"text": ""}
    found = library.justext(f"<html><body>{paragraphs}</body></html>", _stop_words(record.language))
    return {"text": "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)}


@functools.cache
def _stop_words(language: str) -> frozenset[str]:
    import justext as library

    words: frozenset[str] = library.get_stoplist(_STOP_LISTS.get(language, "English"))
    return words


def trafilatura(record: Record, folder: Path) -> Prediction:
    """trafilatura's defaults on the page's HTML, with metadata; it is not told the address."""
    from trafilatura import bare_extraction

    document = bare_extraction(read_html(folder, record.text), with_metadata=True)
    # A dictionary only if asked for with as_dict; None for a page without a story.
    if document is None or isinstance(document, dict):
        return {"text": ""}
    return {
        "text": document.text or "",
        "title": document.title,
        "date": document.date,
        "authors": [name for name in (document.author or "").split("; ") if name],
    }


def justext_html(record: Record, folder: Path) -> Prediction:
    """jusText on the page, as it was made to be used, with the stop list of the page's language."""
    import justext as library

    found = library.justext(read_html(folder, record.text), _stop_words(record.language))
    return {"text": "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)}


def newspaper(record: Record, folder: Path) -> Prediction:
    """newspaper4k on the page, without fetching pictures; it is told an address, and the language if it knows it."""
    from newspaper import Article as Page
    from newspaper.utils import get_available_languages

    language = record.language if record.language in get_available_languages() else None
    page = Page("https://site.example/page", fetch_images=False, language=language)
    page.download(input_html=_decoded(folder, record))
    page.parse()
    date = page.publish_date
    return {
        "text": page.text or "",
        "title": page.title,
        "date": date.date().isoformat() if hasattr(date, "date") else None,
        "authors": list(page.authors),
    }


def readability(record: Record, folder: Path) -> Prediction:
    """readability-lxml's defaults on the page; its markup is flattened to a line for each text."""
    from lxml import html as parser
    from readability import Document

    document = Document(_decoded(folder, record))
    summary = document.summary()
    text = "\n".join(parser.fromstring(summary).itertext()) if summary.strip() else ""
    return {"text": text, "title": document.short_title()}


def _decoded(folder: Path, record: Record) -> str:
    # trafilatura's decoder, so that all who want text get the same.
    from trafilatura.utils import decode_file

    return _CONTROL.sub("", decode_file(read_html(folder, record.text)))


#: Every system by name, in the order of the tables.
SYSTEMS: dict[str, Callable[[Record, Path], Prediction]] = {
    "newsclean": newsclean,
    "newsclean-html": newsclean_html,
    "raw": raw,
    "c4": c4,
    "justext": justext,
    "trafilatura": trafilatura,
    "justext-html": justext_html,
    "newspaper4k": newspaper,
    "readability-lxml": readability,
}

#: The libraries behind systems of another name.
_LIBRARIES = {"justext-html": "justext"}

#: The systems whose input is the page and not its dumps.
READS_HTML = frozenset({"newsclean-html", "trafilatura", "justext-html", "newspaper4k", "readability-lxml"})

#: The systems whose scores change with every edit.
CHANGING = frozenset({"newsclean", "newsclean-html"})


def system_version(name: str) -> str:
    """What a stored score of the system depends on."""
    name = _LIBRARIES.get(name, name)
    return version(name) if name in {"justext", "newspaper4k", "readability-lxml", "trafilatura"} else "1"

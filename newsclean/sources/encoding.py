"""Bytes become text: byte order mark, UTF-8 if it is valid, what a page declares, else the best guess of a detector."""

from __future__ import annotations

import codecs
import re

from newsclean.errors import InputError
from newsclean.sources.other_files import what_else

__all__ = ["decode", "decoded_as"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text has. Tab, line feeds, form feed and escape (ISO-2022-JP) are left out.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
# A file of another kind (picture, archive) has far more; a text with a few stray ones is a text.
_MOST_CONTROLS = 0.02
# A page declares its encoding near its beginning, in ASCII: <meta charset=...>, <?xml encoding=...?>.
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE
)
_NEAR_BEGINNING = 4096
# The web's labels are wider than the codecs of the same name: windows-1252 stands for latin-1, gb18030 for gbk.
_WIDER = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "us-ascii": "windows-1252",
}
# What the web reads, by Python's names, if it is wider than ASCII: a declaration in ASCII is not in UTF-16, and Python
# has codecs beside these that are slow, read escapes, or take every byte for a letter of some mainframe.
_WEB_CODECS = frozenset(
    "big5 big5hkscs cp866 cp874 cp932 cp949 euc_jp euc_kr gb18030 gb2312 gbk hz iso2022_jp koi8-r koi8-u mac-cyrillic "
    "mac-roman shift_jis tis-620 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-1 iso8859-2 "
    "iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11 iso8859-13 iso8859-14 "
    "iso8859-15 iso8859-16".split()
)
# How much of a text the detector sees, in bytes: more changes nothing (measured in 17 encodings, 2026-11).
_SAMPLE = 200_000


def decode(content: bytes, *, record: str | None = None) -> tuple[str, str]:
    """Decode bytes and say how.

    Args:
        content: The bytes of a text or a page.
        record: How to name the record in an error.

    Returns:
        The text and the name of the codec. Nothing is replaced silently: what the chosen codec cannot read is refused.

    Raises:
        InputError: The bytes are no text in any encoding that is known here.
    """
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], codec, record)
    # PDF and RTF are bytes of ASCII for the most part, and would pass for texts.
    if (kind := what_else(content)) is not None:
        raise InputError(kind, record=record)
    # Before UTF-8, for which NULs between letters are valid too.
    wide = _utf_16_without_mark(content)
    if wide is not None:
        return _strictly(content, wide, record, "every other byte")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        first_error = error
    else:
        _refuse_binary(content, record)
        return text, "utf-8"
    declared = _declared(content)
    if declared is not None:
        _refuse_binary(content, record)
        return declared
    codec = _detected_text(content, record)
    try:
        return content.decode(codec), codec
    except (UnicodeDecodeError, LookupError):
        byte = content[first_error.start]
        raise InputError(
            f"not UTF-8 at byte {first_error.start} (0x{byte:02x}), and not {codec} either, as it seemed; "
            "decode it yourself and hand in text",
            record=record,
        ) from None


def _strictly(content: bytes, codec: str, record: str | None, sign: str = "its byte order mark") -> tuple[str, str]:
    try:
        return content.decode(codec), codec
    except UnicodeDecodeError as error:
        raise InputError(f"{sign} says {codec}, but byte {error.start} is not: {error.reason}", record=record) from None


def _refuse_binary(content: bytes, record: str | None) -> None:
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if controls > 2 and controls > _MOST_CONTROLS * len(content):
        raise InputError("not a text: too many control characters; is it a picture or an archive?", record=record)


def _utf_16_without_mark(content: bytes) -> str | None:
    """UTF-16 of mostly Western text has a NUL in every other byte."""
    sample = content[:2000]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _detected_text(content: bytes, record: str | None) -> str:
    _refuse_binary(content, record)
    from chardetng_py import detect

    name: str = detect(content[:_SAMPLE])
    return _WIDER.get(name.lower(), name.lower())


def _declared(content: bytes) -> tuple[str, str] | None:
    """The text in the encoding that a page declares, if it declares one that reads every byte."""
    match = _DECLARED.search(content[:_NEAR_BEGINNING])
    if match is None:
        return None
    label = match[1].decode("ascii", "replace").lower()
    text = decoded_as(content, label)
    return None if text is None else (text, _WIDER.get(label, label))


def decoded_as(content: bytes, label: str) -> str | None:
    """The text in an encoding that somebody declared, or ``None`` if the web has none of that name or it does not fit.

    Args:
        content: The bytes.
        label: What the declaration says, in lower case.
    """
    codec = _WIDER.get(label, label)
    try:
        return content.decode(codec) if codecs.lookup(codec).name in _WEB_CODECS else None
    except (UnicodeError, LookupError):
        return None

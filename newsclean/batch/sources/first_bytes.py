"""What a file without a known suffix is, standard input above all, by its first bytes."""

from __future__ import annotations

import codecs
import json
import re

from newsclean.batch.sources.fields import DATE_NAMES, HTML_NAMES, ID_NAMES, TEXT_NAMES, URL_NAMES, Fields
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.opening import Input
from newsclean.batch.sources.streams import Damaged, codec_of

__all__ = ["looked_at"]

# Bytes that are looked at: as many as a tar archive needs to show itself.
_BEGINNING = 512
_SIGNATURES = {b"PAR1": ".parquet", b"ARROW1": ".arrow", b"WARC/": ".warc", b"PK\3\4": ".zip"}
# A list of records, or one that fills many lines; and one in a line. What pages print as JSON begins with "@context".
_DOCUMENT = re.compile(rb'\s*+(?:\[\s*+\{|\{[ \t\r]*+\n)\s*+"(?!@)')
_LINE = re.compile(rb'\{ ?"(?!@)')
# The first fields by which a line is known whatever stands behind them: its dump may be far away.
_FIRST_NAMES = (*TEXT_NAMES, *HTML_NAMES, *URL_NAMES, *ID_NAMES, *DATE_NAMES, "language", "site")


def looked_at(source: Input, fields: Fields, limits: Limits, form: str | None) -> tuple[Input, str]:
    """The same, with what its first bytes say of it.

    Args:
        source: What is looked at.
        fields: The names that fields have, if they are not the usual ones.
        limits: What is too much.
        form: The suffix that it is said to have. Compression, archives and tables show themselves beyond doubt and come
            first, but text comes in every form.

    Returns:
        How it is compressed, and the suffix that it should have; empty if nothing is known.

    Raises:
        Damaged: It cannot be read.
    """
    while True:
        with source.stream(limits) as stream:
            beginning = stream.read(_BEGINNING)
            problem = stream.problem
        if problem and not beginning:
            raise Damaged(problem)
        codec = codec_of(beginning)
        if codec is None or len(source.codecs) >= 2:
            break
        source = source.compressed_by(codec)
    if beginning[257:262] == b"ustar":
        return source, ".tar"
    signed = (suffix for sign, suffix in _SIGNATURES.items() if beginning.startswith(sign))
    return source, next(signed, None) or form or _by_fields(beginning.removeprefix(codecs.BOM_UTF8), fields)


def _by_fields(beginning: bytes, fields: Fields) -> str:
    """What begins like a record, or a list of them, one of whose fields is a dump by its name."""
    has_dump = _field(*TEXT_NAMES, *HTML_NAMES, fields.text, fields.html).search(beginning)
    if _DOCUMENT.match(beginning):
        return ".json" if has_dump else ""
    if line := _LINE.match(beginning):
        first = _field(*_FIRST_NAMES, fields.url, fields.id, fields.date, *fields.keep)
        # The quotation mark is in both.
        return ".jsonl" if has_dump or first.match(beginning, line.end() - 1) else ""
    return ""


def _field(*names: str | None) -> re.Pattern[bytes]:
    """Finds a field of one of these names; of a field in a field, the outer one."""
    outer = {re.escape(json.dumps(name.partition(".")[0], ensure_ascii=False)[1:-1]) for name in names if name}
    return re.compile(rb'"(?:' + "|".join(sorted(outer)).encode("utf-8", "surrogateescape") + rb')"\s?:')

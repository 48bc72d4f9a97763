"""Files that hold no text of their own, known by their first bytes: what each is, and what gives its text."""

from __future__ import annotations

import re

__all__ = ["what_else"]

_READS = "or let newsclean clean read it, under a name that ends with"
_CONVERT = "not its text; convert it first"
_UNPACK = "not a text; unpack it first"
# How each begins, by the specification of its format, as far as no text begins so.
_BEGINNINGS = {
    rb"%PDF-": f"a PDF, {_CONVERT}",
    rb"\{\\rtf": f"an RTF document, {_CONVERT}",
    rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": f"a document of an office program, {_CONVERT}",
    # What such programs write today is a zip archive: its first member lists the others, or tells the type.
    rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|mimetypeapplication/)": f"a document of an office program, {_CONVERT}",
    rb"PK(?:\x03\x04|\x05\x06)": f"a zip archive; hand in what is in it, {_READS} .zip",
    # The name of the first member is filled up with NULs.
    rb"(?=[^\x00]{1,100}\x00).{257}ustar": f"a tar archive; hand in what is in it, {_READS} .tar",
    rb"7z\xbc\xaf\x27\x1c": f"a 7z archive, {_UNPACK}",
    rb"Rar!\x1a\x07": f"a RAR archive, {_UNPACK}",
    rb"\x1f\x8b": f"compressed with gzip; hand in what gzip.open reads, {_READS} .gz",
    rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)": f"compressed with bzip2; hand in what bz2.open reads, {_READS} .bz2",
    rb"\xfd7zXZ\x00": f"compressed with xz; hand in what lzma.open reads, {_READS} .xz",
    rb"\x28\xb5\x2f\xfd": f"compressed with Zstandard; decompress it first, {_READS} .zst",
    rb"\x89PNG\r\n\x1a\n": "a picture (PNG), not a text",
    rb"\xff\xd8\xff": "a picture (JPEG), not a text",
    rb"RIFF.{4}WEBPVP8": "a picture (WebP), not a text",
}
_KINDS = tuple((re.compile(beginning, re.DOTALL), kind) for beginning, kind in _BEGINNINGS.items())


def what_else(content: bytes) -> str | None:
    """What bytes are instead of a text, and what to do; ``None`` if they may be a text.

    >>> what_else(b"%PDF-1.7")
    'a PDF, not its text; convert it first'
    >>> what_else(b"PDF is a format") is None
    True
    """
    return next((kind for beginning, kind in _KINDS if beginning.match(content)), None)

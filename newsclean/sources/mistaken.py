"""What is handed in for one dump and is none: the name of a file, an address, a file of many records.

A ``str`` is always the dump itself, and no disk is asked whether there is a file of that name: what a text does must
not depend on where it is read. But a text that can be nothing but a name is a mistake, and its article would be empty.
"""

from __future__ import annotations

import os
import re

__all__ = ["SUFFIXES", "why_no_dump", "why_no_single_dump"]

# What many dumps are kept in.
_OF_RECORDS = (
    *(".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".arrow", ".warc", ".wet"),
    *(".zip", ".tar"),
)
_COMPRESSED = (".gz", ".zst", ".zstd", ".bz2", ".xz")
#: What dumps are kept in, and what they are compressed by.
SUFFIXES = (".txt", ".html", ".htm", *_OF_RECORDS, *_COMPRESSED, ".md", ".pdf")
# The longest path that a system takes is of so many bytes, and the longest name of a file.
_LONGEST, _LONGEST_NAME = 4_096, 255
# Scripts without blanks end and part sentences with these; names of files hardly have one.
_SENTENCE = re.compile("[，。：；！？、]")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://\S++")
# A path from a root or from here may hold blanks. A sentence that ends with the name of a file does not begin so.
_BEGINS_PATH = re.compile(r"(?:/|\\|\.\.?[/\\]|~[/\\]|[A-Za-z]:[/\\])\S")


def why_no_dump(text: str) -> str | None:
    r"""Why a text that was handed in bare is no dump; ``None`` if it may be one.

    >>> why_no_dump("dumps/ferry.txt")
    "'dumps/ferry.txt' is the name of a file, not its text; hand in pathlib.Path('dumps/ferry.txt')"
    >>> why_no_dump("The captain wrote ferry.txt") is why_no_dump("Ferry sails\nferry.txt") is None
    True
    """
    if len(text) > _LONGEST or "\n" in text or "\r" in text or _SENTENCE.search(text):
        return None
    if _ADDRESS.fullmatch(text):
        return f"{text[:200]!r} is an address, and newsclean fetches nothing; hand in the page"
    if not text.lower().endswith(SUFFIXES) or (any(map(str.isspace, text)) and not _BEGINS_PATH.match(text)):
        return None
    if max(map(len, re.split(r"[/\\]", text))) > _LONGEST_NAME:
        return None
    return f"{text!r} is the name of a file, not its text; hand in pathlib.Path({text!r})"


def why_no_single_dump(path: str | os.PathLike[str]) -> str | None:
    """Why a file is no dump by its name: it holds many of them, as records; ``None`` if it may be one.

    >>> why_no_single_dump("crawl.jsonl.gz")
    'holds records, not one dump; newsclean clean reads them, and newsclean.clean_many takes them one by one'
    >>> why_no_single_dump("ferry.txt.gz")
    """
    name = os.fspath(path).lower()
    for ending in _COMPRESSED:
        name = name.removesuffix(ending)
    if not name.endswith(_OF_RECORDS):
        return None
    return "holds records, not one dump; newsclean clean reads them, and newsclean.clean_many takes them one by one"

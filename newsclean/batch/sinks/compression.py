"""Compressed output whose bytes depend on what was written and on nothing else."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Literal, cast

from newsclean.errors import InputError

__all__ = ["Compression", "compressed", "suffix_of"]

Compression = Literal["gz", "zstd"]

# What the tools take when nobody says. Fixed here, so that another version's taste changes no file.
_GZIP_LEVEL = 6
_ZSTD_LEVEL = 3
_SUFFIXES = {None: "", "gz": ".gz", "zstd": ".zst"}


def suffix_of(compression: Compression | None) -> str:
    """What the name of such a file ends with."""
    return _SUFFIXES[compression]


@contextmanager
def compressed(stream: BinaryIO, compression: Compression | None) -> Iterator[BinaryIO]:
    """A stream to write to; what is written goes compressed to ``stream``, which stays open.

    Raises:
        InputError: The library for it is not installed.
    """
    if compression is None:
        yield stream
        return
    if compression == "gz":
        # No name and no time in the header.
        file = cast(BinaryIO, gzip.GzipFile("", "wb", _GZIP_LEVEL, stream, mtime=0))
    else:
        try:
            if sys.version_info >= (3, 14):
                from compression import zstd
            else:
                from backports import zstd
        except ImportError:
            raise InputError("zstd needs the extra 'zstd': pip install 'newsclean[zstd]'") from None
        file = cast(BinaryIO, zstd.ZstdFile(stream, "w", level=_ZSTD_LEVEL))
    with file:
        yield file

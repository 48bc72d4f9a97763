"""How much of a hostile input is read before it is refused."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Limits"]


@frozen
class Limits:
    """Bounds on what one record and one file may take.

    Attributes:
        record_bytes: Most bytes of one record: a file of text, a member of an archive, a line of JSON, a row of a
            table, a page of a web archive. Four for each character that a ``Cleaner`` takes by default.
        growth: How many times its compressed size a file may grow to. Text shrinks to a third or a twentieth, logs of
            the same lines to a hundredth; a bomb of zeros grows a thousand times (gzip) to a million times (bzip2).
        growth_from: Bytes up to which nobody asks how much a file has grown.
        values: Most values (commas and brackets counted) of one JSON document: parsed, ``[]`` takes 56 bytes for two.
        directory_bytes: Most bytes of the directory of a zip archive, which is read whole; a million members or so.
    """

    record_bytes: int = 200_000_000
    growth: int = 200
    growth_from: int = 256_000_000
    values: int = 5_000_000
    directory_bytes: int = 100_000_000

"""Records as a batch takes them: a digest of those of each shard tells whether they are those of an earlier run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from newsclean.batch.journal import BatchError
from newsclean.batch.records import BadRecord, Record

__all__ = ["Watched"]


class Watched:
    """Records as they pass, and a digest of those of each shard."""

    def __init__(self, records: Iterable[Record | BadRecord], shard_size: int) -> None:
        self._records = iter(records)
        self._size = shard_size
        self._count = 0
        self._current = _new_digest()
        self._digests: dict[int, str] = {}

    def __iter__(self) -> Iterator[Record | BadRecord]:
        for record in self._records:
            _digest(self._current, record)
            self._count += 1
            if not self._count % self._size:
                self._close()
            yield record

    def skip(self, digests: Sequence[str]) -> None:
        """Pass over the records of shards that are done."""
        records = iter(self)
        for number, digest in enumerate(digests):
            # Only the last shard may hold fewer.
            for _ in islice(records, self._size):
                pass
            if self.digest_of(number) != digest:
                raise BatchError(
                    f"the records of shard {number} are not those that were cleaned before; "
                    "name another folder, or begin anew with --restart"
                )

    def digest_of(self, number: int) -> str:
        """The digest of the records of a shard that has passed."""
        if number not in self._digests:
            self._close()
        return self._digests.pop(number, "")

    def _close(self) -> None:
        self._digests[(self._count - 1) // self._size] = self._current.hexdigest()
        self._current = _new_digest()


def _new_digest() -> Any:
    # The fastest that Python has, and as long as need be to tell shards apart.
    return hashlib.blake2b(digest_size=16)


def _digest(digest: Any, record: Record | BadRecord) -> None:
    content = record.reason if isinstance(record, BadRecord) else record.content
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    facts: list[Any] = [record.id, record.place, record.carried, len(content)]
    if isinstance(record, Record):
        facts += [record.kind, record.url, record.date, record.language]
    digest.update(ascii(facts).encode("ascii"))
    digest.update(content)

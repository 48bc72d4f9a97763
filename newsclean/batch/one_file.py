"""One file as the output of a batch: gathered aside, shard by shard, and put together when all is done.

The shards and the journal are in a hidden folder beside the file, from which a run that was ended goes on. They are
removed when the file and its account are whole; until then, what stood under the name of the file stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from newsclean.batch.journal import Journal
from newsclean.batch.lock import NAME as LOCK
from newsclean.batch.manifest import Account
from newsclean.batch.names import JOURNAL, SIGNATURES
from newsclean.batch.outputs import empty_folder, remove_left_behind, sync_folder, whole_file
from newsclean.batch.sinks import Joined

__all__ = ["OneFile", "files_of", "hidden_folder"]


def files_of(path: Path) -> tuple[Path, Path, Path, Path]:
    """The output of this name, and the account beside it."""
    account = Account.beside(path)
    return path, account.manifest, account.rejects, account.duplicates


def hidden_folder(path: Path) -> Path:
    """Where that is which is not done yet."""
    return path.with_name(f".{path.name}.newsclean")


@frozen
class OneFile:
    """The one file of a batch.

    Attributes:
        path: Its name.
        joined: How the shards become it.
    """

    path: Path
    joined: Joined

    @property
    def folder(self) -> Path:
        """Where the shards and the journal are."""
        return hidden_folder(self.path)

    @property
    def account(self) -> Account:
        """What tells of the run; it stands beside the file."""
        return Account.beside(self.path)

    def begin(self) -> None:
        """Make the folder, unless a run was begun there.

        Raises:
            OSError: It cannot be made; the error names the file.
        """
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            error.filename = str(self.path)
            raise

    def written(self, folder: Path, journal: Journal) -> list[Mapping[str, Any]]:
        """Write the file; what the manifest tells of it."""
        parts = (
            folder / file.name
            for shard in journal.shards()
            for file in shard.files
            if not file.name.startswith(SIGNATURES)
        )
        for file in files_of(self.path):
            remove_left_behind(file)
        with whole_file(self.path) as stream:
            self.joined.join(parts, stream)
        sync_folder(self.path.parent)
        with self.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256")
            return [{"name": self.path.name, "bytes": stream.tell(), "sha256": digest.hexdigest()}]

    def clear(self) -> None:
        """Empty the folder. The journal goes first: what is left without one is of no use."""
        (self.folder / JOURNAL).unlink(missing_ok=True)
        sync_folder(self.folder)
        # The lock last, and by whoever has it: until then nobody else may begin here.
        empty_folder(self.folder, but=LOCK)

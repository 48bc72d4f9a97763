"""What the files are called that a batch writes beside its articles."""

from __future__ import annotations

__all__ = ["DUPLICATES", "JOURNAL", "MANIFEST", "REJECTS", "SIGNATURES"]

#: What is done so far; in the folder of the outputs.
JOURNAL = "journal.jsonl"
#: What went in, what came out, and how. This and the next two stand in the folder of the outputs, or beside the one
#: output, behind its name.
MANIFEST = "manifest.json"
#: The records without an article.
REJECTS = "rejects.jsonl"
#: Those that are nearly that of a record before.
DUPLICATES = "duplicates.jsonl"
#: What the names begin with under which the signatures of each shard's articles are kept.
SIGNATURES = "signatures-"

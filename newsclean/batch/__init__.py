"""Many records at once: files and folders as records, several processes, order kept."""

from __future__ import annotations

from newsclean.batch.stream import clean_stream

__all__ = ["clean_stream"]

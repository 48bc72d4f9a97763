"""Teaching: what was corrected in a report becomes rows of a lexicon or lines of a profile, tried before they stand."""

from __future__ import annotations

from newsclean.teaching.corrections import Corrected, Correction, read_corrections
from newsclean.teaching.lessons import Failed, Lesson, learn, preview, written
from newsclean.teaching.phrases import to_toml

__all__ = ["Corrected", "Correction", "Failed", "Lesson", "learn", "preview", "read_corrections", "to_toml", "written"]

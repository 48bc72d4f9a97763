"""The evaluation gate: word-F1 that must not fall, kept in ``floors.json`` with what it was measured on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["breaches", "raised"]

#: A result may lie so far under its floor. The system is deterministic, so this is no measuring error: it is what a
#: change that is right may cost on one group of a small sample.
NOISE = 0.003


def breaches(path: Path, measured: Mapping[str, float], digest: str, sample: int | None) -> list[str]:
    """What is wrong with the results, one sentence each; empty when all floors hold.

    Args:
        path: The file with the floors.
        measured: Word-F1 by bench and by flattener.
        digest: Of the bench that was measured.
        sample: Number of pages, ``None`` for all.
    """
    floors = json.loads(path.read_text("utf-8"))
    if (floors["digest"], floors["sample"]) != (digest, sample):
        measured_on = f"bench {floors['digest']} with sample {floors['sample']}, this run on {digest} with {sample}"
        return [f"{path.name} was measured on {measured_on}: they cannot be compared. Use --update-floors."]
    return [
        f"{name}: F1 {measured.get(name, 0.0):.4f} is under its floor of {floor:.4f}"
        for name, floor in floors["f1"].items()
        if measured.get(name, 0.0) < floor - NOISE
    ]


def raised(
    path: Path, measured: Mapping[str, float], digest: str, sample: int | None, *, reason_to_lower: str | None
) -> list[str]:
    """Write the results as the new floors.

    Returns:
        The names of the floors that would fall, one sentence each; then nothing is written, unless there is a reason,
        which is kept in the file.
    """
    old: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {"f1": {}, "lowered": []}
    fallen = [
        f"{name}: {floor:.4f} would become {measured.get(name, 0.0):.4f}"
        for name, floor in old["f1"].items()
        if measured.get(name, 0.0) < floor - NOISE
    ]
    if fallen and not reason_to_lower:
        return fallen
    lowered = [*old["lowered"], *([f"{reason_to_lower} ({'; '.join(fallen)})"] if fallen else [])]
    # A fall that is within the noise leaves the floor where it was, or floors would sink step by step.
    f1 = {
        name: round(value if fallen else max(value, old["f1"].get(name, 0.0)), 4)
        for name, value in sorted(measured.items())
    }
    document = {"digest": digest, "sample": sample, "noise": NOISE, "f1": f1, "lowered": lowered}
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return []

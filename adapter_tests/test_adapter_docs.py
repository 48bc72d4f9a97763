"""The page on the adapters shows what its blocks show; ``python adapter_tests/test_adapter_docs.py`` writes it down."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def checks() -> ModuleType:
    """What checks the other pages."""
    sys.path.insert(0, str(ROOT / "tests"))
    try:
        import test_docs
    finally:
        sys.path.pop(0)
    return test_docs


@pytest.mark.parametrize("path", checks().ADAPTER_PAGES, ids=lambda path: path.name)
def test_a_page_shows_what_its_blocks_show(path: Path, tmp_path: Path) -> None:
    said = path.read_text("utf-8")
    assert checks().as_shown_now(said, tmp_path) == said, "python adapter_tests/test_adapter_docs.py writes it down"


if __name__ == "__main__":
    checks().refresh(checks().ADAPTER_PAGES)

"""The house rules that no single room can keep: import direction, a light front door, tests for every detector."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import pytest

import newsclean
from newsclean.detectors import DETECTORS

PACKAGE = Path(newsclean.__file__).parent
ROOT = Path(__file__).parent.parent

# What `import newsclean` may load beside the standard library. Everything else waits for the function that needs it.
LIGHT = {"attr", "attrs", "newsclean"}


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT)


def modules_loaded_by(statement: str) -> set[str]:
    """The top-level modules that a statement loads in a fresh process, without those of the standard library."""
    probe = f"""
import json, sys
before = set(sys.modules)
{statement}
print(json.dumps(sorted({{name.partition('.')[0] for name in set(sys.modules) - before}})))
"""
    process = python("-c", probe)
    assert process.returncode == 0, process.stderr
    return set(json.loads(process.stdout)) - sys.stdlib_module_names


def test_arrows_point_down() -> None:
    """The contract stands in pyproject.toml; it sees imports inside functions too."""
    process = python("-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])")
    assert process.returncode == 0, process.stdout + process.stderr
    assert "1 kept, 0 broken" in process.stdout


def test_importing_newsclean_loads_attrs_and_the_standard_library_alone() -> None:
    assert modules_loaded_by("import newsclean") <= LIGHT


def test_the_probe_of_the_test_above_sees_a_heavy_library() -> None:
    assert "numpy" in modules_loaded_by("import numpy")


def test_the_front_door_offers_every_name_of_its_list() -> None:
    assert all(hasattr(newsclean, name) for name in newsclean.__all__)
    assert newsclean.__all__ == sorted(newsclean.__all__, key=lambda name: (name[0].islower(), name))


def test_no_module_is_named_after_a_public_function() -> None:
    # `import newsclean.clean` would put the module in the function's place.
    modules = {path.stem for path in PACKAGE.iterdir()}
    assert not modules & {name for name in newsclean.__all__ if name[0].islower()}


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.__name__)
def test_a_detector_has_a_file_and_a_test_file_of_its_name(detector: FunctionType) -> None:
    name = detector.__name__
    assert detector.__module__ == f"newsclean.detectors.{name}"
    assert (ROOT / "tests" / "detectors" / f"test_{name}.py").is_file()


def test_every_file_of_a_detector_is_in_the_table() -> None:
    public = {path.stem for path in (PACKAGE / "detectors").glob("*.py") if not path.stem.startswith("_")}
    assert public == {detector.__name__ for detector in DETECTORS}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_is_one_thing(path: Path) -> None:
    """Past 400 lines, ask which two things a file is."""
    assert len(path.read_text("utf-8").splitlines()) <= 400

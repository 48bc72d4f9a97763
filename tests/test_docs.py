"""What README and docs say is true: every Python and console block runs here and shows what it says.

A page is run from top to bottom in a folder of its own, beside the samples. Of its fenced blocks

- those with a ``title`` are files, and are written under that name;
- ``pycon`` blocks are typed into one Python session, and ``python`` blocks run in it;
- ``console`` blocks are commands behind ``$``, and what they show;
- ``sh`` blocks set things up or need data from elsewhere. They are the only commands that do not run here.

``python tests/test_docs.py`` writes into the pages what the blocks show now. Read the difference before you keep it.
"""

from __future__ import annotations

import ast
import contextlib
import difflib
import doctest
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
import traceback
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
from attrs import frozen

import newsclean
from newsclean.cli import main
from newsclean.language.scripts import LANGUAGE_OF
from newsclean.language.vocabulary import function_words
from newsclean.model import Role

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PACKAGE = ROOT / "newsclean"
# Their blocks need libraries that the tests here do without; ``adapter_tests/`` runs them.
ADAPTER_PAGES = (DOCS / "adapters.md", DOCS / "how-to" / "spacy.md", DOCS / "how-to" / "tables.md")
# Java and pyspark; ``tests/adapters/test_spark.py`` runs it where they are.
SPARK_PAGE = DOCS / "how-to" / "spark.md"
RUN_ELSEWHERE = (*ADAPTER_PAGES, SPARK_PAGE)
PAGES = (ROOT / "README.md", *(page for page in sorted(DOCS.rglob("*.md")) if page not in RUN_ELSEWHERE))
# Commands that a page shows and that not every machine has.
NEEDS = {DOCS / "how-to" / "scheduled.md": "make"}
MEND = "python tests/test_docs.py writes down what is shown now"

# A fence that begins a line; its language; a title; what stands in it.
_FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?[^\n]*\n(.*?)^```$', re.MULTILINE | re.DOTALL)
# What asks for a shell. One pipe behind newsclean does not: it is run here, and the rest gets what it wrote.
_NEEDS_A_SHELL = re.compile(r"[;&<>$`*]")
# Nor does this, with which a page shows how a command ended.
_ASKS_FOR_STATUS = '; echo "exit status $?"'


@frozen
class Block:
    """A fenced block of a page.

    Attributes:
        language: What stands behind the fence.
        title: The name of the file that it is, if it is one.
        start: Where its text begins in the page.
        text: Its text, with the line feed at the end.
    """

    language: str
    title: str | None
    start: int
    text: str


def blocks_of(page: str) -> list[Block]:
    return [Block(match[1], match[2], match.start(3), match[3]) for match in _FENCE.finditer(page)]


def as_shown_now(page: str, folder: Path) -> str:
    """The page, each block showing what it shows now."""
    (folder / "samples").symlink_to(ROOT / "samples")
    session: dict[str, Any] = {"__name__": "__main__"}
    pieces, end = [], 0
    with contextlib.chdir(folder), _modules_from(folder):
        for block in blocks_of(page):
            text = block.text
            if block.title is not None:
                Path(block.title).write_text(text, encoding="utf-8")
                if block.language == "python":
                    compile(text, block.title, "exec")
            elif block.language == "python":
                exec(compile(text, "python block", "exec"), session)
            elif block.language == "pycon":
                text = _typed(text, session)
            elif block.language == "console":
                text = _entered(text)
            pieces += page[end : block.start], text
            end = block.start + len(block.text)
    return "".join(pieces) + page[end:]


@contextlib.contextmanager
def _modules_from(folder: Path) -> Iterator[None]:
    """Files of the page can be imported, and are forgotten afterwards."""
    known = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - known:
            if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(folder)):
                del sys.modules[name]


def _typed(text: str, session: dict[str, Any]) -> str:
    """A session with the answers that come now."""
    shown = []
    for example in doctest.DocTestParser().get_examples(text):
        first, *more = example.source.splitlines()
        shown += [f">>> {first}\n", *(f"... {line}".rstrip() + "\n" for line in more)]
        answer = io.StringIO()
        try:
            with contextlib.redirect_stdout(answer):
                exec(compile(example.source, "pycon block", "single"), session)
        except Exception as error:  # noqa: BLE001
            answer.write("Traceback (most recent call last):\n    ...\n")
            answer.writelines(traceback.format_exception_only(error))
        shown.append(answer.getvalue())
    return "".join(shown)


def _entered(text: str) -> str:
    """Commands with the output that comes now."""
    shown = []
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            output = _output(line[2:].strip())
            shown += [line, "\n".join(map(str.rstrip, output.splitlines())) + "\n" if output.strip() else ""]
    return "".join(shown)


def _output(command: str) -> str:
    mine, _, others = command.partition(" | ")
    mine, asked, _ = mine.partition(_ASKS_FOR_STATUS)
    if not mine.startswith("newsclean ") or _NEEDS_A_SHELL.search(mine):
        return _in_a_shell(command)
    # In this process: starting Python for each command would take most of the time.
    shown, passed_on = _stream(), _stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", shlex.split(mine))
        patch.setattr(sys, "stdin", _stream())
        patch.setattr(sys, "stdout", passed_on if others else shown)
        patch.setattr(sys, "stderr", shown)
        with pytest.raises(SystemExit) as ending:
            main()
    status = ending.value.code or 0
    output = _text(shown) + (_in_a_shell(others, _text(passed_on)) if others else "")
    if asked:
        return f"{output}exit status {status}\n"
    assert status == 0, f"{command}: exit status {status}\n{output}"
    return output


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    return stream.buffer.getvalue().decode()


def _in_a_shell(command: str, given: str = "") -> str:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "newsclean")
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m newsclean "$@"\n', encoding="utf-8")
        script.chmod(0o700)
        process = subprocess.run(
            ["bash", "-c", command],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
            check=True,
        )
    return process.stdout


every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)


@every_page
def test_a_page_shows_what_its_blocks_show(path: Path, tmp_path: Path) -> None:
    if path in NEEDS and shutil.which(NEEDS[path]) is None:
        pytest.skip(f"{NEEDS[path]} is not here")
    said = path.read_text("utf-8")
    shown = as_shown_now(said, tmp_path)
    difference = difflib.unified_diff(said.splitlines(), shown.splitlines(), "as written", "as shown", lineterm="")
    assert said == shown, "\n".join((f"{path.name} ({MEND}):", *difference))


def test_the_tasks_of_the_airflow_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Airflow is not installed here; what it would hand to bash is."""
    page = DOCS / "how-to" / "scheduled.md"
    (dag,) = (block.text for block in blocks_of(page.read_text("utf-8")) if block.title == "clean_news.py")
    tasks: list[dict[str, Any]] = []

    class Operator:
        def __init__(self, **options: Any) -> None:
            tasks.append(options)

        def __rshift__(self, later: Operator) -> Operator:
            return later

    modules = {"airflow.sdk": {"DAG": _Dag}, "airflow.providers.standard.operators.bash": {"BashOperator": Operator}}
    for name, names in modules.items():
        for parent in accumulate(name.split("."), "{}.{}".format):
            monkeypatch.setitem(sys.modules, parent, ModuleType(parent))
        vars(sys.modules[name]).update(names)
    exec(compile(dag, "clean_news.py", "exec"), {})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / "2026-11-01.jsonl").write_text('{"text": "The ferry to Osk will sail again on Monday."}\n')
    _output("newsclean learn dumps/2026-11-01.jsonl -o profile.json --quiet")
    shown = [_in_a_shell(task["bash_command"].replace("{{ ds }}", "2026-11-01")) for task in tasks]
    assert [task["task_id"] for task in tasks] == ["clean", "drift"]
    assert json.loads(shown[0].splitlines()[-1])["cleaned"] == 1
    assert (tmp_path / "airflow" / "2026-11-01" / "manifest.json").exists()


class _Dag(contextlib.nullcontext[None]):
    """What Airflow's DAG is to the page: a name, options and a block."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__()


def test_a_wrong_answer_is_noticed(tmp_path: Path) -> None:
    page = "```pycon\n>>> 1 + 1\n3\n```\n```console\n$ echo yes\nno\n$ newsclean --version | wc -l\n0\n```\n"
    shown = as_shown_now(page, tmp_path)
    assert shown == page.replace("\n3\n", "\n2\n").replace("\nno\n", "\nyes\n").replace("\n0\n", "\n1\n")


def test_a_command_that_fails_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="exit status 1"):
        as_shown_now("```console\n$ newsclean clean missing.txt\n```\n", tmp_path)


def test_a_command_of_the_shell_that_fails_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        as_shown_now("```console\n$ cat missing.txt\n```\n", tmp_path)


@pytest.mark.parametrize("path", [*PAGES, *RUN_ELSEWHERE], ids=lambda path: path.name)
def test_a_page_has_no_blocks_that_nobody_checks(path: Path) -> None:
    """A language that is unknown here would not be run: ``py``, ``bash``, a fence without any."""
    page = path.read_text("utf-8")
    assert {block.language for block in blocks_of(page)} <= {"console", "make", "pycon", "python", "sh", "text", "toml"}
    assert page.count("\n```") == 2 * len(blocks_of(page)), "a fence is indented, nameless or not closed"
    assert all(block.title for block in blocks_of(page) if block.language in {"make", "toml"})


@every_page
def test_commands_that_do_not_run_here_name_files_that_exist(path: Path) -> None:
    for block in blocks_of(path.read_text("utf-8")):
        if block.language == "sh":
            scripts = re.findall(r"\bpython (\S+\.py)", block.text)
            assert all((ROOT / script).is_file() for script in scripts), block.text
            assert scripts or re.search(r"\bpip install\b|\bmkdocs\b", block.text), f"this could run: {block.text}"


def test_the_readme_holds_the_two_commands_that_set_everything_up() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands_told = [line for block in blocks_of(readme) if block.language == "sh" for line in block.text.splitlines()]
    clean, test = (line for line in commands_told if line.startswith("python3 -m venv .venv && "))
    assert clean.partition(".venv/bin/newsclean ")[2] in readme.replace(clean, ""), "run it in a console block, too"
    assert test == "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest --cov -n auto"


@pytest.mark.parametrize("path", [*PAGES, *RUN_ELSEWHERE, ROOT / "SECURITY.md"], ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(path: Path) -> None:
    prose = _FENCE.sub("", path.read_text("utf-8"))
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)", prose)
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_readme_shows_the_article_beside_its_dump() -> None:
    dump, article = blocks_of((ROOT / "README.md").read_text("utf-8"))[:2]
    assert (dump.title, article.title) == ("ferry.txt", "ferry.md")
    # Both were broken to fit into half a page.
    assert article.text.split() == newsclean.clean(dump.text).to_markdown().split()
    assert max(map(len, [*dump.text.splitlines(), *article.text.splitlines()])) <= 42


def test_every_role_is_explained() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "roles.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [role.value for role in Role]


def documented_names() -> list[str]:
    return [
        name
        for page in sorted(DOCS.glob("reference*.md"))
        for name in re.findall(r"^::: newsclean\.([\w.]+)$", page.read_text("utf-8"), re.MULTILINE)
    ]


def test_every_public_name_is_in_the_reference() -> None:
    assert set(newsclean.__all__) <= set(documented_names())


@pytest.mark.parametrize(
    "path", [PACKAGE / "arrow.py", *sorted((PACKAGE / "adapters").glob("[a-z]*.py"))], ids=lambda path: path.stem
)
def test_every_public_name_of_a_door_is_in_the_reference(path: Path) -> None:
    # Read, not imported: the libraries of the adapters may be missing.
    (listed,) = re.findall(r"^__all__ = (\[[^\]]*\])$", path.read_text("utf-8"), re.MULTILINE)
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    assert {f"{module}.{name}" for name in ast.literal_eval(listed)} <= set(documented_names())


def test_no_name_stands_in_the_reference_twice() -> None:
    assert len(documented_names()) == len(set(documented_names()))


def test_the_languages_are_those_of_the_lexicon() -> None:
    page = (ROOT / "docs" / "dates-and-languages.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| `(\w\w)` \|", page, re.MULTILINE)
    files = {path.stem for path in (ROOT / "newsclean" / "lexicon").glob("*.toml")} - {"any"}
    assert {code for _, code in rows} == files, "docs/dates-and-languages.md has a row for each file of the lexicon"
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    names = sorted(name for name, _ in rows)
    said = f"{len(names)} languages: {', '.join(names[:-1])} and {names[-1]}"
    assert said in readme, "the README names the same languages"


def test_the_readme_counts_the_languages_that_are_told_and_those_with_dates() -> None:
    told = {*function_words(), *LANGUAGE_OF.values()}
    calendar = json.loads((ROOT / "newsclean" / "dates" / "calendar.json").read_text("utf-8"))
    said = f"Dates are read in {len(calendar['languages'])} languages, and {len(told)} are told apart."
    assert said in (ROOT / "README.md").read_text("utf-8")


def test_the_doctests_of_the_package_are_run_with_the_tests() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    assert "--doctest-modules" in settings["addopts"]
    assert "newsclean" in settings["testpaths"]


# SECURITY.md promises these; an audit hook cannot be taken out again, so that a process of its own carries it.
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "pickle.", "exec", "compile", "open")
_PROBE = f"""
import pathlib, sys, newsclean
dumps = [path.read_bytes() for path in sorted(pathlib.Path("samples").glob("*.txt"))[::4]]
dumps.append(b"<html><body><a href='http://example.org/'>x</a><script>1</script><p>A page.</p></body></html>")
def clean_all():
    for dump in dumps:
        newsclean.clean(dump).to_json()
        newsclean.explain(dump)
clean_all()
seen = []
sys.addaudithook(lambda event, _: seen.append(event) if event.startswith({_FORBIDDEN!r}) else None)
clean_all()
print(sorted(set(seen)))
open("README.md").close()
print("open" in seen)
"""


def test_cleaning_opens_nothing_runs_nothing_and_connects_to_nothing() -> None:
    process = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (process.stdout, process.stderr) == ("[]\nTrue\n", "")


def refresh(pages: Iterable[Path] = PAGES) -> None:
    """Write into every page what its blocks show now."""
    for path in pages:
        said = path.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            shown = as_shown_now(said, Path(folder))
        if shown != said:
            path.write_text(shown, encoding="utf-8")
            click.echo(f"changed {path.relative_to(ROOT)}")


if __name__ == "__main__":
    refresh()

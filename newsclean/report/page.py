"""The page itself: one file that loads nothing, whose scripts and styles are named by their hashes.

A browser that obeys the policy runs the one script that newsclean brought, and nothing that a dump holds. Documents
stand in the page deflated, as blocks of data that are no script, some dozens of documents in each, and are taken out
when one is opened; so ten thousand documents are on the screen before the page is read to its end. Their texts stand
apart from what is known of their blocks, which is three times as long: a search takes out the texts alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from attrs import define, field

from newsclean.errors import NewscleanError
from newsclean.model import Doubt
from newsclean.report.entries import ROLES, Entry
from newsclean.report.families import FAMILIES, FAMILY_OF, FAMILY_TITLES
from newsclean.report.overview import Overview
from newsclean.writing.terminal import printable

if TYPE_CHECKING:
    from jinja2 import Environment

    from newsclean.comparison import Comparison

__all__ = ["MissingJinjaError", "render", "write_comparison", "write_report"]

# Signs that drive whatever shows or reads them, as JSON writes them otherwise.
_ESCAPED = {
    code: f"\\u{code:04x}" for code in (ord("<"), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))
}
# In their order: what is loaded first is used by the rest.
_SCRIPTS = ("data.js", "search.js", "list.js", "reader.js", "marks.js", "main.js")
_HERE = Path(__file__).parent
# Characters that are deflated together, texts and the rest: some forty documents. Larger ones take longer to open,
# smaller ones deflate worse.
_CHUNK = 1_500_000
# The first is small: whoever opens the page waits for it.
_FIRST_CHUNK = 150_000


class MissingJinjaError(NewscleanError):
    """Reports need Jinja2, which comes with the extra ``report``."""

    def __init__(self) -> None:
        super().__init__("reports need Jinja2. Install it with: pip install 'newsclean[report]'")


def write_report(stream: BinaryIO, entries: Iterable[Entry], *, title: str = "newsclean report") -> Overview:
    """Write a report on documents, as one page of HTML.

    Args:
        stream: Where it goes.
        entries: The documents; see ``newsclean.report.gathering``. They are read once and not kept.
        title: The title of the page.

    Returns:
        What was counted.

    Raises:
        MissingJinjaError: Jinja2 is not installed.
    """
    _environment()
    overview = Overview()
    with tempfile.TemporaryFile("w+", encoding="ascii") as kept:
        chunks = _Chunks(kept)
        for entry in entries:
            overview.add(entry)
            if entry.problem is None:
                chunks.add(entry)
        chunks.close()
        kept.seek(0)
        data = {
            "columns": overview.entries,
            "chunks": chunks.sizes,
            "roles": list(ROLES),
            "families": [FAMILY_OF[role] for role in ROLES],
            "doubts": list(Doubt),
        }
        render(stream, "report.html.j2", {"title": title, "overview": overview, "chunks": _lines(kept)}, data)
    return overview


def write_comparison(stream: BinaryIO, comparison: Comparison, *, title: str = "newsclean diff") -> None:
    """Write what is different between two runs, as one page of HTML without any script.

    Args:
        stream: Where it goes.
        comparison: See ``newsclean.comparison.compare_files``.
        title: The title of the page.

    Raises:
        MissingJinjaError: Jinja2 is not installed.
    """
    render(stream, "diff.html.j2", {"title": title, "comparison": comparison})


def render(stream: BinaryIO, template: str, values: Mapping[str, Any], data: Any = None) -> None:
    """Fill a template and write it.

    Args:
        stream: Where the page goes.
        template: Its name.
        values: What the template shows.
        data: What the script reads, as plain data; without it no script runs.
    """
    style = _static("report.css")
    code = "" if data is None else _script()
    page = (
        _environment()
        .get_template(template)
        .generate(
            **values,
            style=style,
            script=code,
            policy=_policy(style, code),
            data=_inert(data),
            families=FAMILIES,
            family_of=FAMILY_OF,
            family_titles=FAMILY_TITLES,
        )
    )
    stream.writelines(piece.encode("utf-8", "replace") for piece in page)


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing is loaded, and of what stands in the page our script and style alone run."""
    scripts = f"'{_hash(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _static(name: str) -> str:
    return (_HERE / "static" / name).read_text("utf-8")


@cache
def _script() -> str:
    """The parts of the script as one; they share their names, and nobody else sees them."""
    parts = "\n".join(map(_static, _SCRIPTS))
    return f'"use strict";\n(async () => {{\n{parts}\n}})();\n'


@cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ModuleNotFoundError:
        raise MissingJinjaError from None
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(_HERE / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["printable"] = printable
    return environment


def _inert(data: Any) -> str:
    """JSON that ends no element and turns no direction: without the sign that markup begins with.

    It is not deflated, since taking it out would have to wait for the reading of the page several times.
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def _packed(text: str) -> str:
    """Deflated, as letters that no reader of HTML takes for anything else."""
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 6)).decode("ascii")


@define
class _Chunks:
    """The documents of a report on their way into the page, some dozens in a line."""

    stream: IO[str]
    sizes: list[int] = field(factory=list)
    _strings: dict[str, int] = field(factory=dict)
    _texts: list[str] = field(factory=list)
    _bodies: list[str] = field(factory=list)
    _length: int = 0

    def add(self, entry: Entry) -> None:
        numbers = [self._strings.setdefault(text, len(self._strings)) for text in entry.strings]
        self._texts.append(entry.source)
        self._bodies.append(f'{{"strings":{json.dumps(numbers)},"document":{entry.body}}}')
        self._length += len(entry.source) + len(entry.body)
        if self._length >= (_CHUNK if self.sizes else _FIRST_CHUNK):
            self.close()

    def close(self) -> None:
        """Write down what is left."""
        if self._bodies:
            strings = json.dumps(list(self._strings), ensure_ascii=False)
            texts = json.dumps(self._texts, ensure_ascii=False, separators=(",", ":"))
            rest = f'{{"strings":{strings},"documents":[{",".join(self._bodies)}]}}'
            self.stream.write(f"{_packed(texts)} {_packed(rest)}\n")
            self.sizes.append(len(self._bodies))
        self._strings, self._texts, self._bodies, self._length = {}, [], [], 0


def _lines(stream: IO[str]) -> Iterator[list[str]]:
    """Of each chunk, the texts and the rest."""
    while line := stream.readline():
        yield line.split()

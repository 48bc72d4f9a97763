"""How the blocks of a page were set: headings, lists, quotations, tables, links and pictures, as Markdown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby, islice, pairwise
from operator import attrgetter

from attrs import field, frozen, mutable

from newsclean.addresses import absolute
from newsclean.hints import Hints
from newsclean.model import Block, Role

__all__ = ["Setting", "laid_out", "settings"]

# Elements that are looked at outwards from a line: a page that nests deeper says nothing by it.
_DEEPEST = 60
_LISTS = frozenset({"ul", "menu", "ol"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset({"td", "th"})
# A picture stays where what stands around it in its element is the story or tells of a picture.
_BESIDE_PICTURES = frozenset({Role.CAPTION, Role.CREDIT})


@frozen
class Setting:
    """A paragraph of the text and how it was set.

    Attributes:
        text: What it says, escaped, as Markdown.
        containers: The quotations and list items that it stands in, the outermost first: mark and element.
        row: The table and the row that it is a cell of, if any.
    """

    text: str
    containers: tuple[tuple[str, int], ...] = ()
    row: tuple[int, int] | None = None


@mutable
class _Lists:
    """The numbers of the items of each list, counted as they come, and the sign that its marks have.

    Where one list follows another at once, Markdown takes them for one unless their marks differ.
    """

    seen: dict[int, list[int]] = field(factory=dict)
    signs: dict[int, str] = field(factory=dict)
    # The elements that the part before stood in, the outermost first, each with the list that it is an item of.
    before: list[tuple[int, int]] = field(factory=list)

    def mark(self, list_element: int, item: int, *, is_numbered: bool, around: list[tuple[int, int]]) -> str:
        """What an item begins with; ``around`` is what it stands in, as ``before`` has it."""
        if list_element not in self.seen:
            place = len(around)
            follows = self.before[:place] == around and len(self.before) > place
            taken = self.signs.get(self.before[place][1]) if follows else None
            first, second = (".", ")") if is_numbered else ("-", "*")
            self.signs[list_element] = second if taken == first else first
        items = self.seen.setdefault(list_element, [])
        if not items or items[-1] != item:
            items.append(item)
        sign = self.signs[list_element]
        return f"{len(items)}{sign}" if is_numbered else sign


def settings(
    hints: Hints,
    blocks: Sequence[Block],
    written: Callable[[Block, str, int | None], str],
    escape: Callable[[str], str],
    *,
    links: bool,
    images: bool,
) -> Iterator[Setting]:
    """The blocks of the text and the pictures between them, in order.

    Args:
        hints: What the markup says.
        blocks: All blocks, those that are not in the text included.
        written: Writes a block, given its text as Markdown and the level of the heading that it is for the page; 0 for
            an item of a list, a cell or a quotation that is none.
        escape: Makes text Markdown that shows it as it is.
        links: Whether links are kept.
        images: Whether pictures are kept.
    """
    story = [block for block in blocks if block.in_text]
    if not story:
        return
    lines = hints.lines_of([block.span.start for block in story]).tolist()
    pictures = iter(_pictures(hints, blocks, lines[0], lines[-1], escape) if images else ())
    picture = next(pictures, None)
    lists = _Lists()
    # A table may have as many cells as the page has lines.
    is_data = cache(partial(_is_data, hints))
    for block, line in zip(story, lines, strict=True):
        while picture is not None and picture[0] <= line:
            yield Setting(picture[1])
            picture = next(pictures, None)
        text = _with_links(hints, block, line, escape) if links else escape(block.text)
        path = list(islice(hints.ancestors(int(hints.element[line])), _DEEPEST))
        level = next((_HEADINGS[hints.tags[number]] for number in path if hints.tags[number] in _HEADINGS), None)
        row = next((number for number in path if hints.tags[number] == "tr"), None)
        table = next((number for number in path if hints.tags[number] == "table"), None)
        in_cell = row is not None and table is not None and any(hints.tags[number] in _CELLS for number in path)
        containers = tuple(_containers(hints, path, lists))
        yield Setting(
            written(block, text, 0 if level is None and (in_cell or containers) else level),
            containers,
            (hints.number_in_page(table), hints.number_in_page(row))
            if in_cell and table is not None and row is not None and is_data(table)
            else None,
        )


def _is_data(hints: Hints, table: int) -> bool:
    """Whether a table holds data: those that lay out a page have whole paragraphs, and tables, in their cells."""
    first, behind = int(hints.first[table]), int(hints.behind[table])
    return all(tag in _CELLS or tag in ("caption", "th") for tag in hints.tag_of_line[first:behind])


def _containers(hints: Hints, path: Sequence[int], lists: _Lists) -> Iterator[tuple[str, int]]:
    around: list[tuple[int, int]] = []
    for number, outer in reversed([*pairwise(path)]):
        tag, outer_tag = hints.tags[number], hints.tags[outer]
        if tag == "blockquote":
            yield ">", hints.number_in_page(number)
            around.append((number, -1))
        elif tag == "li" and outer_tag in _LISTS:
            mark = lists.mark(outer, number, is_numbered=outer_tag == "ol", around=around)
            yield mark, hints.number_in_page(number)
            around.append((number, outer))
    lists.before = around


def _with_links(hints: Hints, block: Block, line: int, escape: Callable[[str], str]) -> str:
    text, start = block.text, block.span.start - int(hints.starts[line])
    if len(text) != len(block.span):
        # Its white space was folded, and the places of links count in the line as it stands.
        return escape(text)
    pieces, place = [], 0
    for anchor in hints.anchors_between(line, start, start + len(text)):
        first, behind = max(anchor.start - start, place), min(anchor.end - start, len(text))
        address = absolute(anchor.address, hints.base)
        if first < behind and address is not None:
            between = _inside(text[place:first], escape) if place else escape(text[:first])
            pieces.append(f"{between}[{_inside(text[first:behind], escape)}](<{_in_brackets(address)}>)")
            place = behind
    return "".join(pieces) + (_inside(text[place:], escape) if place else escape(text))


def _inside(text: str, escape: Callable[[str], str]) -> str:
    """Text that does not begin a line, escaped."""
    return escape(f"x{text}")[1:]


def _in_brackets(address: str) -> str:
    return address.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")


def _pictures(
    hints: Hints, blocks: Sequence[Block], first: int, last: int, escape: Callable[[str], str]
) -> Iterator[tuple[int, str]]:
    """The pictures of the story as Markdown, each with the line that it stands before."""
    lines = hints.lines_of([block.span.start for block in blocks]).tolist()
    own = [line for block, line in zip(blocks, lines, strict=True) if block.in_text or block.role in _BESIDE_PICTURES]
    for image in hints.images:
        if not first < image.line <= last:
            continue
        address = absolute(image.address, hints.base)
        element = next(
            (
                number
                for number in islice(hints.ancestors(image.element), _DEEPEST)
                if hints.behind[number] > hints.first[number]
            ),
            0,
        )
        has_own = bisect_left(own, hints.first[element]) < bisect_left(own, hints.behind[element])
        if address is not None and has_own:
            yield image.line, f"![{_inside(image.alt, escape)}](<{_in_brackets(address)}>)"


def laid_out(parts: Iterable[Setting]) -> str:
    """The parts one below the other, each in its quotations, lists and tables."""
    out: list[str] = []
    before: Setting | None = None
    for row, members in groupby(parts, attrgetter("row")):
        together = list(members)
        if row is not None:
            continue_table = before is not None and before.row is not None and before.row[0] == row[0]
            cells = " | ".join(part.text.replace("|", "\\|") for part in together)
            out.append(f"\n| {cells} |" if continue_table else f"\n\n| {cells} |\n|{' --- |' * len(together)}")
            before = together[-1]
            continue
        for part in together:
            out.append(_placed(part, before))
            before = part
    return "".join(out).strip("\n")


def _placed(part: Setting, before: Setting | None) -> str:
    """A part with what parts it from the one before."""
    known = before.containers if before is not None else ()
    shared = 0
    for one, other in zip(part.containers, known, strict=False):
        if one[1] != other[1]:
            break
        shared += 1
    gap = "".join(_rest(kind) for kind, _ in part.containers[:shared])
    opening = "".join(_rest(kind) if place < shared else f"{kind} " for place, (kind, _) in enumerate(part.containers))
    # Items of one list follow each other at once.
    is_item = len(part.containers) == len(known) > 0 and part.containers[-1][0] != ">"
    tight = is_item and shared == len(known) - 1 and part.containers[-1][0][-1] == known[-1][0][-1]
    return f"\n{opening}{part.text}" if tight else f"\n{gap.rstrip()}\n{opening}{part.text}"


def _rest(kind: str) -> str:
    """What the further lines of a quotation or an item begin with."""
    return "> " if kind == ">" else " " * (len(kind) + 1)

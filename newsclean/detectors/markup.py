"""What the markup of a page says: elements made for chrome, class words, lists of links, the element of the story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.addresses import leads_home
from newsclean.blocks import Blocks
from newsclean.detectors.pages.captions import captions_of_page, value_of_caption
from newsclean.detectors.pages.element_names import is_fact_box, is_footer, role_of
from newsclean.detectors.pages.leads import leads_of_page
from newsclean.detectors.pages.links import links_of_page
from newsclean.detectors.tag_list import LONGEST_TAG, MOST_LINES, is_near, links_from
from newsclean.hints import ALL_LINK, HALF_LINK, HARDLY_LINK, LONGEST_CLASSES, words_of_name
from newsclean.model import Dump, Evidence, Role, Span
from newsclean.sources.page_markup import HEADLINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.hints import Hints

__all__ = ["markup"]

_TAGS = {"nav": Role.NAVIGATION, "footer": Role.NAVIGATION, "aside": Role.RELATED, "form": Role.INTERFACE}
_TAG_WEIGHT, _WORD_WEIGHT, _TAGS_WEIGHT = 4.0, 3.0, 4.5
# An element that holds so much of the prose of the page holds the story, whatever it is called: bodies are called
# "no-sidebar", and some servers put a form around the whole page.
_HOLDS_STORY = 0.15
# Beside a short story a box of a few sentences has as much. Of 1,504 development pages (2026-11), 85 have elements
# called chrome with the share above, less than this one, no <h1>, and prose of fewer than 150 words: of their 11,500
# words 1 % are story, of those with 150 to 300 words 9 %. What is called a caption may be the story.
_HARDLY_STORY, _MOST_BESIDE = 150.0, 0.4
# Elements that hold the whole page.
_WHOLE = frozenset({"html", "body"})
# Of the prose of the page above an element that is called comments or footer, or is an <aside>, <nav> or <footer>. On
# the development pages (2026-11) such threads with a seventh of the prose and more hold 78,000 words, of which 0.1 %
# are story, and the others 15,000, of which 2 % are. A <form> may hold the page, below a notice.
_STORY_ABOVE = 0.1
# In elements: what stands no deeper in an <article> may be a part of its story, whatever it is called.
_IN_ARTICLE = 12
_BEHIND_STORY = frozenset({"aside", "nav", "footer"})
# What sections of opinions are called, and a comment among others: "comments" and "commentList" are threads. Two large
# elements of the development pages (2026-11) have this name; one has 85 elements in it that are called comments, too.
_OPINION, _FEWEST_COMMENTS = "comment", 3
# An element with so much of the prose is the story's. That something stands outside it says little: votes for that lost
# as much story as they cleaned (200 development pages, 2026-11).
_STORY_SHARE = 0.7
# An article with so much of it is the story, and no comment, whose <footer> says who wrote it.
_MOST = 0.5
# A vote for the story stays under what closes a block to the trees; see ``labeller/features/evidence.py``.
_INSIDE_WEIGHT = 1.4
_TEASERS = frozenset({"teaser", "teasers"})
# Enough to be believed in a page with nothing but a story on it, and less than what a vote for a headline weighs.
_TITLE_WEIGHT = 4.5
# Consent is asked for in windows, under an <h1> of their own; those of 376 development pages (2026-11) hold no story.
_WINDOW = (Role.INTERFACE, _TAG_WEIGHT, "markup.dialog", "stands in a window that opens over the page")
# What a notice is set in stands in its element, so many deep: a paragraph in a division.
_IN_BOX = 3
# What is called so stands in the element of the story, and is none of it.
_PITCHES = frozenset({Role.PROMOTION, Role.ACCOUNT, Role.ADVERT})
# Between the paragraphs of an element, 94 % of the words of such headings are story (development pages, 2026-11).
_SUBHEADINGS = frozenset({"h2", "h3", "h4"})
_STORY_TAGS = frozenset({"p", "li", "blockquote", "h2", "h3", "h4", "dd", "dt", "pre", "summary", "td"})


@frozen(eq=False)
class _Elements:
    """Where the elements of a page stand among its blocks.

    Attributes:
        line: The line of each block.
        first: The first block of each element, which has the blocks of its lines.
        behind: The block behind each.
        above: The share of the page's prose above each.
        shares: The share in each.
        total: The prose of the page, in words.
        room: The element around the most words of sentences, as paragraphs of its own.
        full: It and the elements around it.
    """

    line: NDArray[np.intp]
    first: NDArray[np.intp]
    behind: NDArray[np.intp]
    above: NDArray[np.float64]
    shares: NDArray[np.float64]
    total: float
    room: int
    full: frozenset[int]

    @classmethod
    def of(cls, hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> _Elements:
        """Those of a page, whose blocks stand on the lines ``line``."""
        read = blocks.shape.words * (hints.link_share[line] < HARDLY_LINK)
        words = np.where(blocks.core.prose, read, 0.0)
        prose = np.concatenate(([0.0], np.cumsum(words)))
        first, behind = line.searchsorted(hints.first), line.searchsorted(hints.behind)
        total = max(prose[-1], 1.0)
        shares = (prose[behind] - prose[first]) / total
        rooms = np.maximum(hints.parents[hints.element[line]], 0)
        room = int(np.bincount(rooms, read * blocks.shape.ends_sentence).argmax())
        full = frozenset(hints.ancestors(room))
        return cls(line, first, behind, prose[first] / total, shares, total, room, full)

    def hold(self, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which of them hold a block that has a flag."""
        count = np.concatenate(([0], np.cumsum(flags)))
        held: NDArray[np.bool_] = count[self.behind] > count[self.first]
        return held


def markup(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for what the elements of a page are made for. Without hints, in a text dump, there is nothing to say."""
    hints = dump.hints
    if hints is None or not len(blocks):
        return
    line = hints.lines_of(blocks.bounds[0])
    elements = _Elements.of(hints, blocks, line)
    yield from _title(hints, blocks, line)
    chrome = list(_chrome(hints, blocks, elements))
    yield from chrome
    yield from _next_articles(hints, blocks, elements)
    yield from captions_of_page(hints, blocks, line)
    yield from _tags(hints, blocks, line)
    yield from leads_of_page(dump, blocks, line)
    yield from links_of_page(hints, blocks, line)
    yield from _story(hints, blocks, elements, _called_chrome(blocks, chrome))


def _title(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """The title of the page, which no reader sees there; that it holds the headline is for others to say."""
    for number in range(int(line.searchsorted(1))):
        if hints.tags[int(hints.element[line[number]])] == "title":
            reason = "is the title of the page, and no line of it"
            yield blocks.vote(number, Role.OTHER, _TITLE_WEIGHT, "page_title", reason)


def _chrome(hints: Hints, blocks: Blocks, elements: _Elements) -> Iterator[Evidence]:
    """A vote for every element that is made for chrome; what stands in it needs no vote of its own."""
    covered = 0
    line, first, behind = elements.line, elements.first, elements.behind
    # On a page without any links, as some are archived, none says anything.
    leads_on = elements.hold(hints.link_share[line] > 0.0) | (not hints.anchors)
    small = (elements.shares < _HOLDS_STORY) & (behind > first)
    # A thread, a ticker or a long footer may be longer than the story: what has enough of the prose above it, and no
    # headline in it, is no body by another name.
    has_title = elements.hold(np.array([hints.tag_of_line[number] == HEADLINE for number in line.tolist()]))
    windows = _windows(hints, elements)
    may_hold = ~small & ~windows & (behind > first) & (elements.above >= _STORY_ABOVE) & ~has_title
    prose = elements.shares * elements.total
    beside = (elements.shares < _MOST_BESIDE) & (prose < _HARDLY_STORY) & (behind > first) & ~has_title
    for number in np.flatnonzero(small | beside | may_hold | windows).tolist():
        if first[number] < covered:
            continue
        tag = hints.tags[number]
        may_be_story = bool(has_title[number]) or number in elements.full
        of_words = _of_words(hints.words[number], may_be_story) or (_WINDOW if windows[number] else None)
        if may_hold[number] and not beside[number] and not _is_behind_story(hints, number, of_words):
            continue
        # Where nothing leads to another story, a teaser is that of this one: its standfirst.
        if (
            of_words
            and not leads_on[number]
            and not _TEASERS.isdisjoint(words_of_name(hints.words[number][:LONGEST_CLASSES]))
        ):
            of_words = None
        # An <aside> is something else than the story; what, its class says best.
        of_tag = None if tag == "footer" and _heads_article(hints, elements, number) else _of_tag(tag)
        found = of_words if of_words and tag == "aside" else of_tag or of_words
        if found is None or (tag == "aside" and not leads_on[number] and is_fact_box(hints.words[number])):
            continue
        role, weight, rule, reason = found
        if role is Role.CAPTION and not small[number]:
            continue
        covered = int(behind[number])
        span = Span(blocks.starts[int(first[number])], blocks.ends[covered - 1])
        value = (
            value_of_caption(hints, blocks, line, range(int(first[number]), covered)) if role is Role.CAPTION else ()
        )
        yield Evidence(span, role, weight, rule, reason, value=value)
        if role is Role.TAGS:
            yield from _tags_in(hints, blocks, line, range(int(first[number]), covered))


def _next_articles(hints: Hints, blocks: Blocks, elements: _Elements) -> Iterator[Evidence]:
    """Articles with a headline of their own below the one with the story's: what scrolling on brings.

    An <article> stands for itself, as HTML has it, and where two beside each other have an <h1>, they are two stories;
    unless a headline stands above both, of which they are the parts then, or the entries of its live blog.
    """
    articles = [number for number, tag in enumerate(hints.tags) if tag == "article"]
    if not articles[1:]:
        return
    is_heading = np.array([hints.tag_of_line[number] == HEADLINE for number in elements.line.tolist()])
    has_title = elements.hold(is_heading)
    headed = [number for number in articles if has_title[number]]
    if not headed[1:] or elements.shares[headed[0]] <= 0.0:
        return
    above = elements.line[: elements.first[headed[0]]][is_heading[: elements.first[headed[0]]]]
    if not all(leads_home(hints.links.get(number, ""), hints.base) for number in above.tolist()):
        return
    room, covered = hints.parents[headed[0]], elements.behind[headed[0]]
    for number in headed[1:]:
        # Parts of one story, each an <article>, stand below one headline.
        if hints.parents[number] == room and elements.first[number] >= covered:
            covered = elements.behind[number]
            span = Span(blocks.starts[int(elements.first[number])], blocks.ends[int(covered) - 1])
            reason = "an <article> with an <h1> of its own, below the first"
            yield Evidence(span, Role.RELATED, _TAG_WEIGHT, "markup.next_article", reason)


def _tags_in(hints: Hints, blocks: Blocks, line: NDArray[np.intp], numbers: range) -> Iterator[Evidence]:
    """The tags of an element that is called so beside the story: its links, a line each or several in one."""
    if len(numbers) > MOST_LINES:
        return
    for number in numbers:
        is_link = hints.link_share[line[number]] >= ALL_LINK and blocks.word_counts[number] <= LONGEST_TAG
        tags = links_from(blocks, number, 0) or ((blocks.texts[number],) if is_link else ())
        if tags and is_near(blocks, number) and not blocks.has_cue(number, Role.TAGS):
            yield blocks.vote(number, Role.TAGS, _WORD_WEIGHT, "markup.tags", "a link among tags", value=tags)


def _of_tag(tag: str) -> tuple[Role, float, str, str] | None:
    role = _TAGS.get(tag)
    return None if role is None else (role, _TAG_WEIGHT, f"markup.{tag}", f"stands in <{tag}>")


def _heads_article(hints: Hints, elements: _Elements, number: int) -> bool:
    """Whether a <footer> stands above the prose of the <article> with most of the page's: Drupal sets bylines so."""
    around = islice(hints.ancestors(number), 1, 1 + _IN_ARTICLE)
    article = next((outer for outer in around if hints.tags[outer] == "article"), -1)
    if article < 0 or elements.shares[article] < _MOST or elements.shares[number] > 0.0:
        return False
    return bool(elements.above[number] == elements.above[article])


def _of_words(names: str, of_story: bool) -> tuple[Role, float, str, str] | None:
    found = role_of(names, of_story) if names else None
    return None if found is None else (found[0], _WORD_WEIGHT, "markup.class", f"its element is called “{found[1]}”")


def _windows(hints: Hints, elements: _Elements) -> NDArray[np.bool_]:
    """Which elements open over the page, and hold no story."""
    windows = (elements.shares < _MOST_BESIDE) & (elements.behind > elements.first) & hints.dialogs
    windows[[number for number in windows.nonzero()[0].tolist() if _is_in_story(hints, elements, number)]] = False
    return windows


def _is_in_story(hints: Hints, elements: _Elements, number: int) -> bool:
    """Whether an element stands among the paragraphs of the story, in the element of these.

    What opens over a page stands there on none of 1,504 development pages (2026-11); corrections do that are called
    alerts, to be read aloud. The body has paragraphs and windows.
    """
    around = islice(hints.ancestors(number), 1, 1 + _IN_BOX)
    return hints.tags[elements.room] not in _WHOLE and elements.room in around


def _is_behind_story(hints: Hints, number: int, of_words: tuple[Role, float, str, str] | None) -> bool:
    """Whether a large element below a part of the story is none of it, by what it is or is called."""
    if of_words is not None and of_words[0] is Role.COMMENTS:
        return not _may_be_opinion(hints, number)
    if any(hints.tags[outer] == "article" for outer in islice(hints.ancestors(number), 1, 1 + _IN_ARTICLE)):
        return False
    if hints.tags[number] in _BEHIND_STORY:
        return True
    if of_words is None:
        return False
    return is_footer(hints.words[number])


def _may_be_opinion(hints: Hints, number: int) -> bool:
    """Whether an element is called "comment", as opinions are too, and has no comments in it."""
    if _OPINION not in hints.words[number][:LONGEST_CLASSES].lower().split():
        return False
    inside = range(number + 1, int(hints.first.searchsorted(hints.behind[number])))
    called = (inner for inner in inside if _OPINION in hints.words[inner][:LONGEST_CLASSES].lower())
    return len(list(islice(called, _FEWEST_COMMENTS))) < _FEWEST_COMMENTS


def _tags(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Links that are marked as tags, a tag each: the flattened line parts them by blanks alone."""
    for number, its_line in enumerate(line.tolist()):
        if "tag" not in hints.marks.get(its_line, ()) or hints.link_share[its_line] < HALF_LINK:
            continue
        start = blocks.starts[number] - int(hints.starts[its_line])
        text = blocks.texts[number]
        anchors = hints.anchors_between(its_line, start, start + len(blocks.span(number)))
        links = [text[max(link.start - start, 0) : link.end - start] for link in anchors]
        value = tuple(dict.fromkeys(filter(None, (link.strip(" ,;#") for link in links))))
        reason = f"{len(value)} links that are marked as tags"
        yield blocks.vote(number, Role.TAGS, _TAGS_WEIGHT, "markup.rel_tag", reason, value=value)


def _called_chrome(blocks: Blocks, votes: Sequence[Evidence]) -> frozenset[int]:
    """The blocks of elements that are called a pitch, a form to log in, or an advertisement."""
    spans = [vote.span for vote in votes if vote.role in _PITCHES and vote.rule == "markup.class"]
    places = (blocks.bounds[0].searchsorted((span.start, span.end)).tolist() for span in spans)
    return frozenset(number for first, behind in places for number in range(first, behind))


def _story(hints: Hints, blocks: Blocks, elements: _Elements, chrome: frozenset[int]) -> Iterator[Evidence]:
    """The smallest element with nearly all of the prose: what stands in it is likelier story.

    Where one paragraph has it, the story is what that stands in: other sentences are too short to count as prose. What
    is chrome by the name of its own element says so in there, too.
    """
    line, first, behind = elements.line, elements.first, elements.behind
    holds = np.array([tag not in _STORY_TAGS for tag in hints.tags])
    large = np.flatnonzero((elements.shares >= _STORY_SHARE) & holds)
    if not len(large):
        return
    number = int(large[np.argmin(behind[large] - first[large])])
    start, end = int(first[number]), int(behind[number])
    tags, rooms = hints.tag_of_line, hints.parents[hints.element[line]].tolist()
    reads = blocks.core.prose & (hints.link_share[line] < HARDLY_LINK)
    paragraphs_in: set[int] = set()
    for block in range(start, end):
        its_line = int(line[block])
        tag, room = tags[its_line], rooms[block]
        if reads[block]:
            paragraphs_in.add(room)
        if tag not in _STORY_TAGS or hints.link_share[its_line] >= HARDLY_LINK or block in chrome:
            continue
        yield blocks.vote(block, Role.BODY, _INSIDE_WEIGHT, "markup.inside", f"a <{tag}> in the element of the story")
        if tag in _SUBHEADINGS and room in paragraphs_in and _heads_paragraph(hints, line, rooms, block):
            reason = f"a <{tag}> between paragraphs"
            yield blocks.vote(block, Role.SUBHEADING, _INSIDE_WEIGHT, "markup.subheading", reason)


def _heads_paragraph(hints: Hints, line: NDArray[np.intp], rooms: list[int], block: int) -> bool:
    """Whether a paragraph of the same element stands right below, and leads nowhere else."""
    below = block + 1
    if below >= len(rooms) or rooms[below] != rooms[block]:
        return False
    its_line = int(line[below])
    return hints.tag_of_line[its_line] == "p" and bool(hints.link_share[its_line] < HARDLY_LINK)

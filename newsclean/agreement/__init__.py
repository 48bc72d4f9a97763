"""What a page says of itself in its markup, and what it shows: where they differ, what agrees is believed.

Nothing is made up here: every value that is chosen is one that the page shows or that its markup says, at most without
the name of the site behind a headline or the "By" before a name. What is not chosen is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.agreement.authors import settled_authors
from newsclean.agreement.places import Places
from newsclean.agreement.sections import section_above_headline
from newsclean.agreement.times import settled_time
from newsclean.agreement.titles import settled_title
from newsclean.agreement.values import plain, published
from newsclean.model import Dump, Fact, PublishedFact, Role
from newsclean.sources.json_ld import BREADCRUMB

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["settle_facts"]


def settle_facts(
    dump: Dump, blocks: Blocks, seen: Sequence[Fact], roles: Sequence[Role], near: range, head: range
) -> list[Fact]:
    """Bring together what was read from the page and what its markup says.

    Args:
        dump: What was read.
        blocks: Its blocks.
        seen: The readings of the visible page; of each name the chosen ones are marked.
        roles: What each block is.
        near: The blocks near the story: what is marked as a date or a name elsewhere is another story's.
        head: The blocks from the headline to the story.

    Returns:
        All facts, those of the markup behind the others, chosen anew.
    """
    facts = list(seen)
    if not (dump.published or dump.url):
        return facts
    places = Places(blocks, roles, near, head)
    if not dump.published:
        return settled_time(facts, "published", (), (), places, [dump.url or ""], dump.text)
    said: dict[str, list[PublishedFact]] = {}
    for fact in dump.published:
        said.setdefault(fact.name, []).append(fact)
    site_names = {plain(fact.value) for fact in said.get("site_name", ())}
    facts = settled_title(facts, blocks, said.get("title", ()), site_names)
    addresses = [fact.value for fact in said.get("url", ())] + [dump.url or ""]
    facts = settled_time(
        facts, "published", said.get("published", ()), said.get("modified", ()), places, addresses, dump.text
    )
    facts = settled_time(facts, "modified", said.get("modified", ()), (), places)
    facts = settled_authors(facts, said.get("author", ()), site_names, places)
    # The article says what language its text is in, and where the caller found it.
    known = {"language", *(("url",) if dump.url is not None else ())}
    facts += _settled_sections(facts, said.get("section", ()), said.get("title", ()))
    if not any(fact.name == "section" and fact.chosen for fact in facts):
        facts += section_above_headline(blocks, roles)
    for name, attribute, is_list in _REST:
        facts += _settled_rest(facts, attribute, said.get(name, ()), is_list, name in known)
    return facts


# What the markup says, the attribute of the article, and whether that is a list. The first has nothing better than what
# the page shows, the others are hardly ever shown.
_REST = (
    ("keyword", "tags", True),
    ("caption", "captions", True),
    ("credit", "credits", True),
    ("site_name", "site_name", False),
    ("url", "url", False),
    ("language", "language", False),
    ("description", "description", False),
    ("is_free", "is_accessible_for_free", False),
)


# In words: what is longer at the end of a path is the title of the story; as in what a page shows of one.
_LONGEST_SECTION = 4


def _settled_rest(
    facts: Sequence[Fact], name: str, said: Sequence[PublishedFact], is_list: bool, is_known: bool
) -> Iterator[Fact]:
    is_open = not is_known and not any(fact.name == name and fact.chosen for fact in facts)
    known: set[str] = set()
    origin = said[0].origin if said else ""
    for fact in said:
        first = not known or (is_list and fact.origin == origin and fact.value not in known)
        yield published(name, fact, chosen=is_open and first)
        known.add(fact.value)


def _settled_sections(
    facts: Sequence[Fact], said: Sequence[PublishedFact], titles: Sequence[PublishedFact]
) -> Iterator[Fact]:
    """The path of sections that the markup says where the page shows none, else the section; the title is no step."""
    is_open = not any(fact.name == "section" and fact.chosen for fact in facts)
    known = {plain(fact.value) for fact in titles}
    path = [fact for fact in said if fact.origin == BREADCRUMB]
    if path and (plain(path[-1].value) in known or len(path[-1].value.split()) > _LONGEST_SECTION):
        path.pop()
    # One step is the front page, or the blog that has the story.
    chosen = path if len(path) > 1 else [fact for fact in said if fact.origin != BREADCRUMB][:1]
    yield from (published("section", fact, chosen=is_open and fact in chosen) for fact in said)

"""The events of a parser become lines, and elements that these stand in.

The parser hands over tags and text as it meets them, and no tree is built: a tree of libxml2 ends, empty and without an
error, where elements nest more than 2,048 deep, and its events do not. Every step costs the same however deep a page
nests, so the whole is linear in its length.
"""

from __future__ import annotations

from collections.abc import Mapping

from newsclean.characters import CLOSING, FULL_STOPS
from newsclean.hints import HEADINGS, LONGEST_CLASSES, Anchor, Image, words_of_name
from newsclean.sources.anchors import anchors_of
from newsclean.sources.hidden import hides
from newsclean.sources.images import address_of_image
from newsclean.sources.page_markup import HEADLINE, MarkupReader, property_of
from newsclean.sources.tags import BLOCK_TAGS, LEFT_OUT, is_box

__all__ = ["Flattener"]

# A list to choose from ends where anything else begins: where its end is missing, the rest is no choice.
_CHOICES = frozenset({"option", "optgroup", "hr"})
# A template that has it is no template: browsers show what stands in it as the content of the element around it.
_SHOWN_TEMPLATE = "shadowrootmode"
# Pictures that are kept, and characters of what they show: alternative texts are shorter.
_MOST_IMAGES, _LONGEST_ALT = 1_000, 500
# Where a word may be parted at the end of a line on the screen; it is one word to who reads and who searches.
_SOFT_HYPHEN = "\u00ad"
# A button in a heading, at most so deep (set by hand), shows what is hidden right below: of 1,166 words that are so on
# four of 1,504 development pages (2026-11) 1,001 are in the gold. Menus have no headings.
_OPENERS, _IN_HEADING = HEADINGS - {"h1"}, 3
# The roles of windows that open over a page, by ARIA.
_WINDOWS = frozenset({"alertdialog", "dialog"})
# What those bits of a caption are called, and set in, that say whose picture it is; by HTML <small> is for whose work
# something is, among other small print.
_CREDITS, _SMALL_PRINT = ("credit", "copyright"), frozenset({"cite", "small"})
# With these a sentence ends; and in characters, a stop with what closes behind it.
_STOPS, _LONGEST_END = FULL_STOPS + "!?…！？؟", 8
# What is on the stack for an element: nothing to do at its end, the end of a link, of a block, of what is wanted, of
# a named bit of a line, of what is hidden, of what is passed over, of what is set apart from the line around it.
_NOTHING, _LINK, _BLOCK, _BIT, _TEXT_WANTED, _HIDDEN, _MUTED, _APART = 0, 1, 2, 4, 8, 16, 32, 64
# The end of a button whose text is that of its heading.
_OPENING = 128


class Flattener:
    """Takes the parser's events and writes lines."""

    def __init__(self) -> None:
        self.reader = MarkupReader()
        # Lines: text, element, characters in links, hidden, links, marks. The first is the title of the page.
        self.lines: list[str] = [""]
        self.element: list[int] = [1]
        self.link_share: list[float] = [0.0]
        self.hidden_lines: list[bool] = [False]
        self.anchors: dict[int, tuple[Anchor, ...]] = {}
        self.marks: dict[int, set[str]] = {}
        self.images: list[Image] = []
        # Elements; the first two are the root and the title of the page.
        self.tags = ["html", "title"]
        self.words = ["", ""]
        self.properties = ["", ""]
        self.parents = [-1, 0]
        self.first = [0, 0]
        self.behind = [0, 1]
        self.windows: set[int] = set()
        # What is open.
        self.stack: list[int] = []
        self.open_blocks = [0]
        self.skipping = 0
        self.linked = 0
        self.hidden = 0
        self.preformatted = 0
        # The heading that holds a button, and the line that comes behind it: what is hidden there, the button shows.
        self.opener, self.opened_line = -1, -1
        # Where on the stack the element is that is passed over; what begins in it is, too, up to the next block.
        self.muted: int | None = None
        self.muted_tag = ""
        self.in_choice = False
        # The line so far: its text, how much of it is a link, and of which link each piece is the text.
        self.inline: list[str] = []
        self.inline_linked = 0
        self.inline_links: list[tuple[int, int]] = []
        # Whether a named bit of the line has just ended, and whether the next, or a link, begins right here.
        self.ends_bit, self.parts_bits = False, False
        self.addresses: list[str] = [""]
        self.inline_marks: set[str] = set()
        # The block in whose line a caption is set apart: each of its lines is one.
        self.captioned = -1
        # The text of a script of JSON-LD or of the title, while it is read; and of what is left out, how much of the
        # text of the page the longest of each tag held.
        self.raw: list[str] | None = None
        self.left_out_tag = ""
        self.left_out_length = 0
        self.swallowed: dict[str, int] = {}

    # The parser's interface.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self.skipping:
            self.skipping += 1
            return
        if tag in LEFT_OUT and _SHOWN_TEMPLATE not in attributes:
            self._leave_out(tag)
            if tag == "script" and "ld+json" in attributes.get("type", "").lower():
                self.raw = []
            return
        opens = tag == "button" and self._opens()
        is_block = (tag in BLOCK_TAGS and not opens) or ("-" in tag and is_box(tag) and not self._is_in_sentence())
        if self.muted is not None and self._ends_muting(tag, is_block=is_block):
            # Its end is missing, or it is around more than the few words that hide in a line.
            self._note_swallowed(self.muted_tag)
            self.stack[self.muted] = _NOTHING
            self.muted = None
        if self.muted is None and (tag == "select" or (attributes and not is_block and hides(tag, attributes))):
            self.muted, self.in_choice = len(self.stack), tag == "select"
            self.muted_tag, self.left_out_length = tag, 0
            kind = _MUTED
        elif is_block and self.muted is None:
            self._end_line()
            kind = _BLOCK
            self._open_block(tag, attributes)
        elif tag == "title":
            # The first is the page's; later ones stand in pictures that the parser took for markup.
            self._leave_out(tag)
            self.raw = [] if not self.reader.markup.title else None
            return
        else:
            kind = _OPENING if opens else self._begin_inline(tag, attributes)
        if (attributes or tag == HEADLINE or tag == "time") and tag != "meta" and self.muted is None:
            kind |= self._look_at(tag, attributes, kind)
        self.stack.append(kind)

    def _ends_muting(self, tag: str, *, is_block: bool) -> bool:
        """Whether an element cannot stand in what is passed over."""
        if self.in_choice:
            return is_block and tag not in _CHOICES
        return is_block or tag == "br"

    def _begin_inline(self, tag: str, attributes: Mapping[str, str]) -> int:
        """An element within a line begins: what is on the stack for it."""
        if tag == "br":
            self._end_line()
        elif self._is_credit(tag, attributes):
            # Whose picture it is goes on in the line of what it shows.
            self._end_line()
            self.inline_marks.add("credit")
        elif tag == "span":
            return self._bit(attributes.get("class", ""))
        elif tag == "a":
            self.linked += 1
            self._part_links(attributes.get("href", ""))
            return _LINK
        elif tag == "img":
            self._image(attributes)
        elif tag in ("meta", "link", "base"):
            self.reader.head(tag, attributes)
        return _NOTHING

    def end(self, tag: str) -> None:
        """The element that began last, of those that are open, ends."""
        if self.skipping:
            self.skipping -= 1
            if not self.skipping:
                self._take_left_out()
            return
        if not self.stack:
            return
        kind = self.stack.pop()
        if kind & _BLOCK:
            self._end_line()
            # What an empty element says is not said of what stands behind it.
            self.inline_marks = set()
            number = self.open_blocks.pop()
            self.behind[number] = len(self.lines)
            if number == self.opener:
                self.opened_line = len(self.lines)
            if tag == "pre":
                self.preformatted -= 1
        elif kind & _LINK:
            self.linked -= 1
        elif kind & _BIT:
            self.ends_bit = True
        elif kind & _OPENING and not any(map(str.isalnum, "".join(self.inline))):
            # It opens or closes what stands below, and shows a sign for it.
            self.inline, self.inline_links, self.inline_linked = [], [], 0
        elif kind & _APART:
            self._end_line()
            self.captioned = -1
            self.inline_marks.discard("caption")
        elif kind & _MUTED:
            self._note_swallowed(self.muted_tag)
            self.muted = None
        if kind & _TEXT_WANTED:
            self.reader.take(len(self.stack), hidden=self.hidden > 0)
        if kind & _HIDDEN:
            self._end_line()
            self.hidden -= 1

    def data(self, text: str) -> None:
        """Text stands in the element."""
        if self.skipping:
            self.left_out_length += len(text)
            if self.raw is not None:
                self.raw.append(text)
            return
        if self.muted is not None:
            self.left_out_length += len(text)
            return
        if _SOFT_HYPHEN in text:
            text = text.replace(_SOFT_HYPHEN, "")
        if self.parts_bits and text and self._begins_anew(text[0]):
            text = f" {text}"
        self.ends_bit = self.parts_bits = False
        if self.reader.wanted:
            self.reader.add(text)
        pieces = text.split("\n") if self.preformatted else (text,)
        for number, piece in enumerate(pieces):
            if number:
                self._end_line()
            self.inline.append(piece)
            if self.linked:
                self.inline_linked += len(piece.strip())
                self.inline_links.append((len(self.inline) - 1, len(self.addresses) - 1))

    def close(self) -> None:
        """The page ends."""
        self._end_line()

    # What has become of it.

    def finish(self) -> None:
        """Close what is open: a page may end anywhere."""
        self._end_line()
        for number in self.open_blocks:
            self.behind[number] = len(self.lines)

    # Lines and elements.

    def _end_line(self) -> None:
        if not self.inline:
            return
        line = " ".join("".join(self.inline).split())
        if line:
            number = len(self.lines)
            self.lines.append(line)
            self.element.append(self.open_blocks[-1])
            self.link_share.append(min(self.inline_linked / len(line), 1.0) if self.inline_linked else 0.0)
            self.hidden_lines.append(self.hidden > 0)
            if self.inline_links:
                anchors = anchors_of(self.inline, self.inline_links, self.addresses, len(line))
                if anchors:
                    self.anchors[number] = anchors
            if self.inline_marks:
                self.marks[number] = self.inline_marks
                self.inline_marks = {"caption"} if self.captioned == self.open_blocks[-1] else set()
        self.inline = []
        self.inline_linked = 0
        self.inline_links = []
        if self.reader.wanted:
            self.reader.add(" ")

    def _open_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.captioned >= 0:
            # The end of the caption is missing, or it ends in a block of its own.
            self.captioned = -1
            self.inline_marks.discard("caption")
        number = len(self.tags)
        self.preformatted += tag == "pre"
        self.tags.append(tag)
        # The tag of an element of the site's own is a name that it gave.
        words = tag if "-" in tag else ""
        if attributes:
            words = " ".join(filter(None, (words, *map(attributes.get, ("class", "id", "role")))))
        self.words.append(words)
        if tag == "dialog" or not _WINDOWS.isdisjoint(attributes.get("role", "").lower().split()):
            # A class of that name may be that of a talk: "dialog".
            self.windows.add(number)
        self.properties.append(property_of(attributes) if attributes else "")
        self.parents.append(self.open_blocks[-1])
        self.first.append(len(self.lines))
        self.behind.append(len(self.lines))
        self.open_blocks.append(number)

    def _is_in_sentence(self) -> bool:
        """Whether a sentence of a paragraph goes on here: no element of a site's own cuts it, whatever it is called."""
        text = self._before()
        return bool(text) and self.tags[self.open_blocks[-1]] == "p" and text.rstrip(CLOSING)[-1:] not in _STOPS

    def _before(self) -> str:
        """The end of the text of the line so far, which is enough to tell how it ends."""
        return "".join(piece[-_LONGEST_END:] for piece in self.inline[-2:]).rstrip()

    def _opens(self) -> bool:
        """Note a heading that holds a button that begins, and tell whether this is its text: none stands before it."""
        around = self.open_blocks[-_IN_HEADING:]
        heading = next((outer for outer in around if self.tags[outer] in _OPENERS), -1)
        if heading < 0:
            return False
        self.opener = heading
        return self.first[heading] == len(self.lines) and not any(map(str.strip, self.inline))

    def _look_at(self, tag: str, attributes: Mapping[str, str], kind: int) -> int:
        """What attributes say of any element: hidden, a language, a property, a name."""
        found = _NOTHING
        if tag == "html":
            markup = self.reader.markup
            markup.language = markup.language or attributes.get("lang") or attributes.get("xml:lang", "")
        if kind & _BLOCK and attributes and hides(tag, attributes) and self.opened_line != len(self.lines):
            self.hidden += 1
            found = _HIDDEN
        is_wanted, mark = self.reader.look_at(tag, attributes, len(self.stack), len(self.lines))
        if is_wanted:
            found |= _TEXT_WANTED
        if mark and (not kind & _BLOCK or mark in ("author", "byline")):
            self.inline_marks.add(mark)
        if tag == "time":
            self.inline_marks.add("time")
        return found

    def _part_links(self, address: str) -> None:
        """A link begins; the style of the page parts two links that touch, and what is set apart in a word is one."""
        touches = bool(self.inline_links) and self.inline_links[-1][0] == len(self.inline) - 1
        if touches and self.addresses[self.inline_links[-1][1]] != address:
            self.data(" ")
        # "<b>More</b><a>Ferry sails</a>": of 133 such places in the lines of 1,504 development pages (2026-11) none is
        # amid a word.
        self.parts_bits = True
        self.addresses.append(address)

    def _bit(self, classes: str) -> int:
        """A bit of a line begins; what is to be done at its end."""
        if self._is_beside(classes):
            self._end_line()
            self.captioned = self.open_blocks[-1]
            self.inline_marks.add("caption")
            return _APART
        self.parts_bits |= self.ends_bit and bool(classes)
        return _BIT if classes else _NOTHING

    def _is_beside(self, classes: str) -> bool:
        """Whether a bit of a line that is called so stands beside the sentence around it: a caption in a paragraph."""
        if "caption" not in classes or self.muted is not None:
            return False
        return self.tags[self.open_blocks[-1]] == "p" and "caption" in words_of_name(classes[:LONGEST_CLASSES])

    def _is_credit(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Whether a bit of a caption says whose picture it is: by its name, or as small print, by its tag."""
        box = self.open_blocks[-1]
        in_figure = self.tags[box] == "figcaption"
        if in_figure and tag in _SMALL_PRINT:
            # Titles of books and films stand in <cite>, too, amid the sentence.
            return self._before().rstrip(CLOSING).endswith(tuple(_STOPS))
        classes = attributes.get("class", "")[:LONGEST_CLASSES].lower() if attributes else ""
        if not any(name in classes for name in _CREDITS):
            return False
        return in_figure or "caption" in words_of_name(self.words[box][:LONGEST_CLASSES])

    def _begins_anew(self, letter: str) -> bool:
        """Whether what begins with a letter is no part of the word before: "Ana Ruiz" and "Fri 5 Dec" touch."""
        before = self.inline[-1][-1:] if self.inline else ""
        return before.islower() and letter.isupper()

    def _image(self, attributes: Mapping[str, str]) -> None:
        alt = " ".join(attributes.get("alt", "").split())[:_LONGEST_ALT]
        address = address_of_image(attributes) if alt else ""
        if alt and address and not self.hidden and len(self.images) < _MOST_IMAGES:
            # In a line, a picture stands before what comes next.
            number = len(self.lines) + any(map(str.strip, self.inline))
            self.images.append(Image(number, self.open_blocks[-1], alt, address))

    # What is left out.

    def _leave_out(self, tag: str) -> None:
        self.skipping = 1
        self.left_out_tag, self.left_out_length = tag, 0

    def _note_swallowed(self, tag: str) -> None:
        if self.left_out_length > self.swallowed.get(tag, 0):
            self.swallowed[tag] = self.left_out_length

    def _take_left_out(self) -> None:
        tag = self.left_out_tag
        self._note_swallowed(tag)
        if self.raw is None:
            return
        text = "".join(self.raw)
        self.raw = None
        if tag == "title":
            self.lines[0] = self.reader.title(text)
        else:
            self.reader.script(text)

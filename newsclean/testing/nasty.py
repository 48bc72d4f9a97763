"""Text of every kind that no cleaner was made for, and bytes of it."""

from __future__ import annotations

from hypothesis import strategies as st

from newsclean.testing.growing import LANGUAGES, story_in
from newsclean.testing.phrases import chrome

__all__ = ["any_bytes", "any_text"]

# What has broken text tools before: controls, all that Python takes for a line end and more, zero-width characters and
# marks of direction, lone surrogates, noncharacters, letters that change length with their case, private use.
_SIGNS = (
    "\x00 \x01 \x07 \x08 \t \x0b \x0c \x1b \x1c \x1d \x1e \x1f \x7f \x80 \x85 \x9f \u00a0 \u00ad \u034f \u061c \u180e "
    "\u200b \u200c \u200d \u200e \u200f \u2028 \u2029 \u202a \u202b \u202c \u202d \u202e \u202f \u2060 \u2066 \u2067 "
    "\u2068 \u2069 \u3000 \ufeff \ufff9 \ufffc \ufffd \uffff \ud800 \udc00 \udfff \udbff \U0010ffff \U000e0001 İ ı ẞ ß "
    "ŉ ǰ ΐ ﬁ Ǆ ǅ ſ K Å \u0301 \u0345 \u20e3 \u0e33 ﷺ \ue000 \uf8ff"
).split(" ")
_LINE_ENDS = ("\n", "\r\n", "\r", "\n\n", "\n\r", "\n \n", "\u2028", "\x85")
_MARKUP = (
    "<p> </p> <br> <br/> <a href='x'> </a> <b> </div> <div> <script> </script> <style> <!-- --> <![CDATA[ ]]> "
    "<!doctype <!DOCTYPE html> <html> <body> </body> <? <?xml?> < > </ /> <p/> <P <table> <select> <svg> "
    "&amp; &amp;amp; &nbsp; &#0; &#xD800; &#x110000; &#99999999; &notanentity; & &; &lt;p&gt; "
    "\ufeff<html> <title> {{ }} [[ ]] ]( ** __ | # >"
).split(" ")
# Beginnings and signs that the rules of a cleaner look for, out of place.
_TEMPTING = (
    "© 2024 (c) http:// www. a@b.c @x # #a#b chevron_right > » | / · • - -- — 1 of 7 12:30 3/4 2024-02-30 32.13.2024 "
    "0000-00-00 ٣١/١٢/٢٠٢٤ 二〇二四年五月二十日 令和6年 By By: Von Par Tags: Read Photo: Reuters REUTERS "
    "(AP) — : ： … ... . ! ? 。 "
    "“ ” „ \" ' ( ) « » 「 」 A AA aA AaAaAa word.Word word!Word ”Word x.com harbour.example Über ΑΒΓ абвГДЕ"
).split(" ")
# Longer runs find costs that grow faster than length; a property about time makes its own.
_LONGEST_RUN = 2_000
_EMOJI = ("😀", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇺🇳", "❤️", "1️⃣", "👍🏽")
_ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "koi8-r", "cp1251",
    "gb18030", "big5", "shift_jis", "euc-jp", "iso2022_jp", "euc-kr", "utf-7", "ascii",
)  # fmt: skip


def any_text(*, max_pieces: int = 12) -> st.SearchStrategy[str]:
    """Any text at all, and the nasty more often than chance would have it.

    Random characters of all planes, lone surrogates included; control, zero-width and bidirectional characters; every
    kind of line end; long runs of one sign; bits of markup; half a date and half a byline; CJK, right-to-left script,
    emoji; in between, real sentences and real chrome, for what goes wrong beside them only.

    Args:
        max_pieces: Of how many pieces the text is made at most.
    """
    signs = st.sampled_from((*_SIGNS, *_EMOJI, *_TEMPTING, *_MARKUP))
    stories = st.sampled_from(LANGUAGES).map(story_in)
    pieces = st.one_of(
        st.text(st.characters(), max_size=20),
        signs,
        st.sampled_from(_LINE_ENDS),
        st.lists(signs, min_size=2, max_size=12).map("".join),
        st.lists(signs, min_size=2, max_size=12).map(" ".join),
        st.builds(lambda sign, times: sign * times, signs, st.integers(2, _LONGEST_RUN)),
        st.text("abcXYZ .,\n", max_size=60),
        st.text("漢字かなカナ。、한글 ไทย\n", max_size=40),
        st.text("אבגدهوİ۱۲٣ ،.\n", max_size=40),
        chrome().map(lambda block: block.text),
        stories.map(lambda story: story.paragraphs[0]),
        stories.map(lambda story: f"{story.title}\n{story.text}"),
    )
    between = st.sampled_from(("", " ", "\n", "\r\n", "\n\n"))
    return st.builds(lambda found, sign: sign.join(found), st.lists(pieces, max_size=max_pieces), between)


def any_bytes() -> st.SearchStrategy[bytes]:
    """Any bytes at all: random ones, texts in many encodings, whole, cut off and with the mark of another."""
    encoded = st.builds(
        lambda text, encoding: text.encode(encoding, "replace"), any_text(max_pieces=5), st.sampled_from(_ENCODINGS)
    )
    cut = st.builds(lambda content, place: content[place % 7 : len(content) - place], encoded, st.integers(0, 9))
    mark = st.sampled_from(
        (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x00", b"\x1f\x8b", b"\x89PNG")
    )
    return st.one_of(st.binary(max_size=200), encoded, cut, st.builds(bytes.__add__, mark, encoded))

"""Chrome put between the paragraphs of a page, as the markup that sites put it in, comes out again."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.model import Role
from newsclean.testing import Story, articles, chrome

#: What chrome stands in; the page says by none of it but the last what it is for.
WRAPPED = (
    *("<p>{}</p>", "<p><b>{}</b></p>", "<div><a href='/a'>{}</a></div>", "<div><div><span>{}</span></div></div>"),
    *("<aside>{}</aside>", "<ul><li><a href='/b'>{}</a></li></ul>", "<div class='related'><h4>{}</h4></div>"),
)
INSIDE = (Role.READ_MORE, Role.SHARE, Role.EXPANDER, Role.PROMOTION, Role.ADVERT, Role.MEDIA)
#: Around the story: templates of several makes.
PAGES = (
    "<article><h1>{title}</h1>{body}</article>",
    "<div class='entry'><h1>{title}</h1><div class='entry-content'>{body}</div></div>",
    "<main><header><h1>{title}</h1></header><section>{body}</section></main>",
    "<table><tr><td><h1>{title}</h1>{body}</td></tr></table>",
)
MENU = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("News", "Sport", "Culture", "Weather"))


@st.composite
def pages_with_chrome(draw: st.DrawFn) -> tuple[Story, str, str]:
    """A story, a page of it, and the same with a block of chrome for every three paragraphs at most between them."""
    story = draw(articles())
    plain = [f"<p>{html.escape(paragraph)}</p>" for paragraph in story.text.split("\n\n")]
    parts = list(plain)
    for _ in range(draw(st.integers(1, max(1, len(plain) // 3)))):
        block = draw(st.sampled_from(INSIDE).flatmap(lambda role: chrome(story.language, role)))
        wrapped = draw(st.sampled_from(WRAPPED)).format(html.escape(block.text))
        parts.insert(draw(st.integers(1, len(parts) - 1)), wrapped)
    template = draw(st.sampled_from(PAGES))
    return story, _page(story, template, plain), _page(story, template, parts)


def _page(story: Story, template: str, parts: list[str]) -> str:
    title = html.escape(story.title)
    body = template.format(title=title, body="".join(parts))
    head = f"<!doctype html><html lang='{story.language}'><title>{title}</title><nav><ul>{MENU}</ul></nav>"
    return f"{head}{body}<footer><p>© 2024 The Osk Courier</p></footer>"


@given(pages_with_chrome())
def test_chrome_between_the_paragraphs_of_a_page_comes_out_again(grown: tuple[Story, str, str]) -> None:
    _, plain, page = grown
    assert newsclean.clean(page).text == newsclean.clean(plain).text


@given(pages_with_chrome())
def test_no_paragraph_of_a_page_is_lost_to_chrome_between_them(grown: tuple[Story, str, str]) -> None:
    story, _, page = grown
    text = newsclean.clean(page).text
    assert [paragraph for paragraph in story.text.split("\n\n") if paragraph not in text] == []

"""Addresses as pages write them become whole, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.addresses import absolute, leads_home


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("", "https://a.example/"),
        ("#top", "https://a.example/"),
        ("/b", ""),
        ("/b", "b/c"),
        ("javascript:alert(1)", "https://a.example/"),
        ("java\nscript:alert(1)", "https://a.example/"),
        ("data:text/html,x", "https://a.example/"),
        ("mailto:jane@a.example", "https://a.example/"),
        ("https://[a.example/", ""),
        ("https:///b", ""),
        ("/" + "b" * 3_000, "https://a.example/"),
        ("/b\u202ec", "https://a.example/"),
    ],
)
def test_what_leads_nowhere_on_the_web_is_no_address(address: str, base: str) -> None:
    assert absolute(address, base) is None


@pytest.mark.parametrize(
    ("address", "base", "wanted"),
    [
        ("https://b.example/c", "", "https://b.example/c"),
        ("//b.example/c", "https://a.example/", "https://b.example/c"),
        ("/b?c=1", "https://a.example/x/y", "https://a.example/b?c=1"),
        ("b", "https://a.example/x/y", "https://a.example/x/b"),
        (" /b\n", "http://a.example", "http://a.example/b"),
        ("HTTPS://b.example", "", "HTTPS://b.example"),
    ],
)
def test_an_address_is_made_whole(address: str, base: str, wanted: str) -> None:
    assert absolute(address, base) == wanted


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_an_address_of_the_web_or_none(address: str, base: str) -> None:
    whole = absolute(address, base)
    assert whole is None or whole.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("address", "base", "leads"),
    [
        ("/", "", True),
        ("/", "https://a.example/x/y", True),
        ("https://a.example", "https://a.example/x/y", True),
        ("/index.html", "https://a.example/x/y", True),
        ("/default.aspx", "", True),
        ("/de/", "https://a.example/x/y", True),
        ("/pt-br", "https://a.example/x/y", True),
        ("/news/", "https://a.example/x/y", False),
        ("index.html", "https://a.example/x/y", False),
        ("/#top", "https://a.example/x/y", True),
        ("https://b.example/", "https://a.example/x/y", False),
        # Whose front page it is nobody knows.
        ("https://b.example/", "", False),
        ("/x", "https://a.example/x/y", False),
        ("/?p=1", "https://a.example/x/y", False),
        ("#top", "https://a.example/", False),
        ("javascript:alert(1)", "https://a.example/", False),
    ],
)
def test_the_front_page_is_that_of_the_same_site(address: str, base: str, leads: bool) -> None:
    assert leads_home(address, base) is leads

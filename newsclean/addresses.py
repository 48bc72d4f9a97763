"""Addresses as pages write them become whole."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

__all__ = ["absolute", "leads_home"]

# Longer ones carry whole pages of data; browsers and servers give up at much the same length.
_LONGEST = 2_000
# A page whose address is not known has one that nothing else leads to.
_UNKNOWN = "https://unknown.invalid/"
# The front page, of a language or as the file that servers send for it.
_HOME = re.compile(r"/?|/(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|default|home)(?:\.[a-z]{3,5})?/?)?", re.IGNORECASE)


def absolute(address: str, base: str = "") -> str | None:
    """The whole of an address; ``None`` if it leads nowhere on the web, or where it is relative to is not known.

    Args:
        address: As written; blanks around it and line ends in it are passed over, as browsers do.
        base: The address of the page or of its ``<base>``.

    >>> absolute("../b?c=1#d", "https://a.example/x/y/z")
    'https://a.example/x/b?c=1#d'
    >>> absolute("javascript:void(0)", "https://a.example/") is None
    True
    """
    address = "".join(address.split("\n")).replace("\r", "").replace("\t", "").strip()
    if not address or address.startswith("#") or len(address) > _LONGEST or len(base) > _LONGEST:
        return None
    try:
        whole = urljoin(base.strip(), address)
        parts = urlsplit(whole)
    except ValueError:
        # A bracket in the name of the host, or digits that are none.
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or not whole.isprintable():
        return None
    return whole


def leads_home(address: str, base: str = "") -> bool:
    """Whether an address is that of the front page of the site that it stands on.

    >>> leads_home("/", "https://a.example/x"), leads_home("https://a.example", "https://a.example/x")
    (True, True)
    >>> leads_home("https://b.example/", "https://a.example/x"), leads_home("/?p=1")
    (False, False)
    >>> leads_home("/index.html"), leads_home("/en/"), leads_home("/news/index.html")
    (True, True, False)
    """
    base = absolute(base) or _UNKNOWN
    parts = urlsplit(absolute(address, base) or "")
    return parts.netloc == urlsplit(base).netloc and _HOME.fullmatch(parts.path) is not None and not parts.query

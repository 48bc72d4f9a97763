"""Where a picture is, on pages whose scripts load it late, too."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["address_of_image"]

# Where scripts find the address of a picture that they load once it is looked at, likeliest first: of the 1,504
# development pages (2026-11) 39 have the second, 33 the third, 71 "data-srcset" and 628 "srcset".
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data-original")
_LISTS = ("srcset", "data-srcset")


def address_of_image(attributes: Mapping[str, str]) -> str:
    """The address of a picture, empty if it has none; the picture itself, in its address, is none.

    >>> address_of_image({"src": "data:image/gif;base64,R0", "data-lazy-src": "/ferry.jpg"})
    '/ferry.jpg'
    >>> address_of_image({"srcset": "/ferry-small.jpg 320w, /ferry.jpg 640w"})
    '/ferry-small.jpg'
    """
    # Of a list, the first; widths and densities stand behind the addresses.
    lists = (attributes.get(name, "").split(None, 1)[:1] for name in _LISTS)
    addresses = (attributes.get(name, "").strip() for name in _ADDRESSES)
    first = ("".join(each).rstrip(",") for each in lists)
    return next((each for each in (*addresses, *first) if each and not each.startswith("data:")), "")

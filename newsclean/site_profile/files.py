"""A profile as a JSON file."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from newsclean.errors import InputError
from newsclean.model import Role
from newsclean.site_profile import PAGES_A_SITE, Page, Site, SiteBy, SiteProfile, Taught

__all__ = ["FORMAT", "MARK", "VERSION", "from_data", "load", "save", "to_data"]

FORMAT = "newsclean.site_profile"
#: What the file begins with, but for a brace.
MARK = f'"format": "{FORMAT}"'.encode()
#: Grows when what the fingerprints are made of changes: then old ones find nothing.
VERSION = 1
_WAYS: dict[str, SiteBy] = {"url": "url", "folder": "folder", "whole": "whole"}
# In bytes: four times what the largest profile takes.
_LARGEST = 4_000_000_000


def to_data(profile: SiteProfile) -> dict[str, Any]:
    """The profile as plain dictionaries, lists, strings and numbers."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "site_by": profile.site_by,
        "pages_a_site": profile.pages_a_site,
        "roles": [role.value for role in Role],
        "sites": {
            name: {
                "seen": site.seen,
                "pages": [[f"{page.id:016x}", _text(page.roles), _text(page.lines)] for page in site.sample],
                **_taught(site),
            }
            for name, site in sorted(profile.sites.items())
        },
    }


def from_data(data: Any) -> SiteProfile:
    """The opposite of ``to_data``.

    Raises:
        ValueError: It is no such data.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise ValueError("not a site profile; newsclean learn writes one")
    if data.get("version") != VERSION:
        raise ValueError(
            f"a profile of version {data.get('version')!r}; this newsclean reads {VERSION}. Learn it again"
        )
    try:
        order = [data["roles"].index(role.value) if role.value in data["roles"] else None for role in Role]
        kept = int(data["pages_a_site"])
        if not 1 <= kept <= PAGES_A_SITE:
            raise ValueError(f"pages_a_site is {kept}")
        sites = {str(name): _site(site, order, kept) for name, site in data["sites"].items()}
        return SiteProfile(_WAYS[data["site_by"]], sites, kept)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, OverflowError, binascii.Error) as error:
        raise ValueError(f"a damaged profile ({type(error).__name__}: {error})") from None


def _site(data: Mapping[str, Any], order: list[int | None], kept: int) -> Site:
    pages = []
    for name, roles, lines in data["pages"][:kept]:
        shares = _bytes(roles)
        one = bytes(0 if place is None else shares[place] for place in order)
        fingerprints = _bytes(lines)
        if len(fingerprints) % 8:
            raise ValueError("fingerprints are cut off")
        pages.append(Page(int(name, 16), one, fingerprints))
    taught = {
        int(line, 16): Taught(int(line, 16), Role(role), _weight(weight))
        for line, role, weight in data.get("taught", ())
    }
    return Site(int(data["seen"]), tuple(sorted(pages)), tuple(taught[line] for line in sorted(taught)))


def _taught(site: Site) -> dict[str, Any]:
    """Nothing where nobody was taught: most profiles are learned and no more."""
    lines = [[f"{one.line:016x}", one.role.value, one.weight] for one in site.taught]
    return {"taught": lines} if lines else {}


def _weight(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r:.60} is no weight")
    return float(value)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def save(profile: SiteProfile, path: str | PathLike[str]) -> None:
    """Write a profile; the same profile gives the same bytes."""
    Path(path).write_bytes(encoded(profile))


def encoded(profile: SiteProfile) -> bytes:
    """The bytes of the file, a site a line."""
    data = to_data(profile)
    sites = data.pop("sites")
    head = json.dumps(data)[:-1]
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(site)}" for name, site in sites.items())
    return f'{head}, "sites": {{\n{lines}\n}}}}\n'.encode()


def load(path: str | PathLike[str]) -> SiteProfile:
    """Read a profile.

    Raises:
        InputError: It cannot be read or is no profile.
    """
    name = fspath(path)
    try:
        if Path(path).stat().st_size > _LARGEST:
            raise ValueError(f"larger than {_LARGEST:,} bytes")
        return from_data(json.loads(Path(path).read_bytes()))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", record=name) from None
    except UnicodeDecodeError:
        raise InputError("not UTF-8", record=name) from None
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} at line {error.lineno}", record=name) from None
    except RecursionError:
        raise InputError("not a site profile: nested too deep", record=name) from None
    except ValueError as error:
        raise InputError(str(error), record=name) from None

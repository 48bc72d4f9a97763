"""Roles in families: what a reader of a report has to tell apart at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from newsclean.model import Role

__all__ = ["FAMILIES", "FAMILY_OF", "FAMILY_TITLES"]

#: The roles of each family. Six are as many as a palette for the colour-blind holds apart (Okabe and Ito 2008, grey
#: and yellow left out); each has a form of its border besides, and every block tells its role in words.
FAMILIES: Mapping[str, tuple[Role, ...]] = MappingProxyType(
    {
        "story": (Role.BODY, Role.STANDFIRST, Role.SUBHEADING),
        "fact": (Role.TITLE, Role.BYLINE, Role.DATE, Role.DATELINE, Role.CAPTION, Role.CREDIT, Role.TAGS),
        "site": (Role.NAVIGATION, Role.ACCOUNT, Role.INTERFACE, Role.SHARE, Role.EXPANDER),
        "stories": (Role.READ_MORE, Role.RELATED),
        "selling": (Role.PROMOTION, Role.ADVERT, Role.CONSENT),
        "rest": (Role.COMMENTS, Role.MEDIA, Role.LEGAL, Role.DUPLICATE, Role.OTHER),
    }
)
#: What people call them.
FAMILY_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "story": "Story",
        "fact": "Facts",
        "site": "Site furniture",
        "stories": "Other stories",
        "selling": "Selling and consent",
        "rest": "Everything else",
    }
)
FAMILY_OF: Mapping[Role, str] = MappingProxyType({role: name for name, roles in FAMILIES.items() for role in roles})

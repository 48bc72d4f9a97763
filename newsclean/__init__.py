r"""Raw dumps of news pages in, clean structured articles with a receipt out.

>>> import newsclean
>>> article = newsclean.clean("The harbour opened again on Monday.\n\nShow Full Article")
>>> article.text
'The harbour opened again on Monday.'
"""

from newsclean.cleaner import Cleaner, clean, clean_many, explain
from newsclean.errors import InputError, LexiconError, NewscleanError
from newsclean.model import Article, Block, Dump, Evidence, Fact, Related, Role, Span
from newsclean.site_profile import SiteProfile

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Block",
    "Cleaner",
    "Dump",
    "Evidence",
    "Fact",
    "InputError",
    "LexiconError",
    "NewscleanError",
    "Related",
    "Role",
    "SiteProfile",
    "Span",
    "clean",
    "clean_many",
    "explain",
]

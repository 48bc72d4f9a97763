"""Articles as plain data and back, by cattrs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from newsclean.errors import InputError
from newsclean.model import Article, Block, Span
from newsclean.receipt import Receipt

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["from_dict", "to_dict"]


def to_dict(article: Article) -> dict[str, Any]:
    """The article as dictionaries, lists, strings and numbers; the blocks stand under ``"blocks"``."""
    data: dict[str, Any] = _converter().unstructure(article)
    data["blocks"] = data.pop("receipt")
    return data


def from_dict(data: Mapping[str, Any]) -> Article:
    """The article that ``to_dict`` was made from.

    Raises:
        InputError: ``data`` is no such dictionary; the error says where.
    """
    from cattrs import BaseValidationError, transform_error

    try:
        fields = dict(data)
        fields["receipt"] = fields.pop("blocks", ())
        return _converter().structure(fields, Article)
    except BaseValidationError as error:
        problems = "; ".join(transform_error(error, path="article"))
        raise InputError(f"not an article: {problems.replace('.receipt', '.blocks')}") from None
    except (TypeError, ValueError, KeyError) as error:
        raise InputError(f"not an article: {error}") from None


@cache
def _converter() -> Converter:
    from cattrs.preconf.json import make_converter

    converter = make_converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    converter.register_structure_hook(Span, lambda pair, _: Span(int(pair[0]), int(pair[1])))
    converter.register_unstructure_hook(Receipt, lambda receipt: converter.unstructure(receipt.blocks, tuple[Block, ...]))
    converter.register_structure_hook(
        Receipt, lambda blocks, _: Receipt.of(converter.structure(blocks, tuple[Block, ...]))
    )
    # The stock converter writes dates as ISO 8601 already; this one takes what it wrote and nothing else.
    converter.register_structure_hook(datetime.date, lambda value, _: datetime.date.fromisoformat(value))
    return converter

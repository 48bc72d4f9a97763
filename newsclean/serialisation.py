"""Articles as plain data and back, by cattrs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from newsclean.errors import InputError
from newsclean.model import Article, Block, Doubt, Evidence, Fact, Related, Role, Span
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

    What ``to_dict`` leaves at its default may be missing. Nothing is converted: a number is no text, a text no list.

    Raises:
        InputError: ``data`` is no such dictionary; the error names the field.
    """
    from cattrs import BaseValidationError, transform_error

    if not isinstance(data, Mapping):
        raise InputError(f"not an article: a {type(data).__name__}, not a mapping")
    fields = dict(data)
    if "receipt" in fields:
        raise InputError("not an article: there is no field 'receipt'; the blocks stand under 'blocks'")
    fields["receipt"] = fields.pop("blocks", [])
    # What a batch carries along belongs to its caller, and what it is a duplicate of to the batch.
    fields.pop("carried", None)
    fields.pop("duplicate_of", None)
    try:
        return _converter().structure(fields, Article)
    except BaseValidationError as error:
        problems = "; ".join(transform_error(error, path="article", format_exception=_reason))
        raise InputError(f"not an article: {problems.replace('article.receipt', 'article.blocks')}") from None


class _MismatchError(ValueError):
    """A value that is not what its field holds; the message says what it should be."""


def _reason(error: BaseException, kind: type | None) -> str:
    from cattrs.v import format_exception

    return str(error) if isinstance(error, _MismatchError) else format_exception(error, kind)


def _refuse(value: object, wanted: str) -> _MismatchError:
    return _MismatchError(f"{value!r:.60} is no {wanted}")


@cache
def _converter() -> Converter:
    from cattrs.preconf.json import make_converter

    # The model names Receipt for type checkers alone, so that it can be loaded without it.
    attrs.resolve_types(Article, localns={"Receipt": Receipt})
    converter = make_converter(forbid_extra_keys=True)
    # The stock hooks convert: 5 would become "5", None "None", and one author the tuple of his letters.
    for kind, reader in _READERS.items():
        converter.register_structure_hook(kind, reader)
    # From the inside out: the hook of a class is made of those of its fields.
    for row in (
        tuple[str, ...],
        tuple[Doubt, ...],
        tuple[Evidence, ...],
        tuple[Related, ...],
        tuple[Fact, ...],
        tuple[Block, ...],
    ):
        _take_lists_only(converter, row)
    converter.register_structure_hook(
        Receipt, lambda blocks, _: Receipt.of(converter.structure(blocks, tuple[Block, ...]))
    )
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    converter.register_unstructure_hook(
        Receipt, lambda receipt: converter.unstructure(receipt.blocks, tuple[Block, ...])
    )
    return converter


def _take_lists_only(converter: Converter, row: Any) -> None:
    structure = converter.get_structure_hook(row)

    def structure_list(value: Any, kind: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise _refuse(value, "list")
        return structure(value, kind)

    converter.register_structure_hook_func(lambda kind: kind == row, structure_list)


def _text(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        raise _refuse(value, "text")
    return value


def _number(value: Any, _: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _refuse(value, "number")
    return float(value)


def _whole_number(value: Any, _: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _refuse(value, "whole number")
    return value


def _truth(value: Any, _: Any) -> bool:
    if not isinstance(value, bool):
        raise _refuse(value, "true or false")
    return value


def _role(value: Any, _: Any) -> Role:
    try:
        return Role(value)
    except ValueError:
        raise _refuse(value, "role") from None


def _doubt(value: Any, _: Any) -> Doubt:
    try:
        return Doubt(value)
    except ValueError:
        raise _refuse(value, "doubt") from None


def _day(value: Any, _: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _refuse(value, "ISO 8601 date") from None


def _time(value: Any, _: Any) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _refuse(value, "ISO 8601 time") from None


def _span(value: Any, _: Any) -> Span:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise _refuse(value, "span [start, end]")
    start, end = (_whole_number(place, int) for place in value)
    if not 0 <= start <= end:
        raise _refuse(value, "span [start, end]")
    return Span(start, end)


_READERS: Mapping[Any, Callable[[Any, Any], Any]] = {
    str: _text,
    float: _number,
    int: _whole_number,
    bool: _truth,
    Role: _role,
    Doubt: _doubt,
    datetime.date: _day,
    datetime.datetime: _time,
    Span: _span,
}

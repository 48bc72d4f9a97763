"""The JSON Schema of what ``Article.to_dict`` gives and ``newsclean clean`` writes."""

from __future__ import annotations

from typing import Any

from newsclean.model import Doubt, Role

__all__ = ["SCHEMA_VERSION", "article_schema"]

#: Grows in its second part with every new field, in its first when a field changes its meaning or goes.
SCHEMA_VERSION = "1.3"

_TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?([+-]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$"

_BESIDE = {
    "carried": {"description": "Fields of the input that were kept, as they were.", "type": "object"},
    "duplicate_of": {
        "description": "Id of the first record of the batch with nearly the same text; null if there is none.",
        "type": ["string", "null"],
    },
}


def article_schema() -> dict[str, Any]:
    """The schema, draft 2020-12, of one record.

    Its ``$id`` holds ``SCHEMA_VERSION``. ``blocks``, ``facts`` and ``source``, the receipt, are written together or not
    at all, ``carried`` if fields of the input are to be kept, ``duplicate_of`` if duplicates are to be flagged; every
    other field is always there.
    """
    fields = {**_story(), **_receipt(), **_BESIDE}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:newsclean:article:{SCHEMA_VERSION}",
        "title": "Article",
        "description": "A cleaned dump of a news page. A fact that the dump does not give is null or an empty list.",
        **_object(fields, required=list(_story())),
        "dependentRequired": {name: [other for other in _receipt() if other != name] for name in _receipt()},
        "$defs": {
            "role": {"description": "What a block is.", "enum": [role.value for role in Role]},
            "span": {
                "description": "[start, end) in code points of source.",
                "type": "array",
                "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}],
                "items": False,
                "minItems": 2,
            },
            "related": _object(_related()),
            "fact": _object(_fact()),
            "block": _object(_block()),
            "evidence": _object(_evidence()),
        },
    }


def _object(fields: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields) if required is None else required,
        "additionalProperties": False,
    }


def _text(description: str) -> dict[str, Any]:
    return {"description": description, "type": "string"}


def _text_or_null(description: str) -> dict[str, Any]:
    return {"description": description, "type": ["string", "null"]}


def _time_or_null(description: str) -> dict[str, Any]:
    return {"description": description, "type": ["string", "null"], "pattern": _TIME}


def _list(description: str, items: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "type": "array", "items": items}


def _texts(description: str) -> dict[str, Any]:
    return _list(description, {"type": "string"})


def _share(description: str) -> dict[str, Any]:
    return {"description": description, "type": "number", "minimum": 0, "maximum": 1}


def _story() -> dict[str, Any]:
    return {
        "text": _text("Standfirst, body and subheadings; paragraphs are joined by a blank line."),
        "title": _text_or_null("The headline."),
        "standfirst": _text_or_null("The paragraph that introduces the story, if it is set apart; part of text too."),
        "dateline": _text_or_null("Where the story was reported from."),
        "date": {"description": "Day of publication.", "type": ["string", "null"], "format": "date"},
        "published_at": _time_or_null("Time of publication, ISO 8601, with an offset where the page gives a zone."),
        "modified_at": _time_or_null("Time of the last change, likewise."),
        "authors": _texts("Names of persons and agencies, as printed."),
        "tags": _texts("Topics that the page files the story under."),
        "section": _texts("The breadcrumb, outermost first."),
        "captions": _texts("Captions of pictures."),
        "credits": _texts("Credits of pictures."),
        "site_name": _text_or_null("Name of the site, where the page gives it."),
        "url": _text_or_null("Address of the page, if the caller gave it or the page does."),
        "language": _text_or_null("ISO 639-1 code."),
        "related": _list("Other stories that the page points to.", {"$ref": "#/$defs/related"}),
        "confidence": _share("How sure it is that text is the whole story and nothing but the story."),
        "doubts": _list(
            "Reasons to look at it before it is used; 'low confidence' where confidence is under 0.5.",
            {"enum": [doubt.value for doubt in Doubt]},
        ),
        "id": _text_or_null("The collector's name for the record: its path, or its own id."),
        "encoding": _text_or_null("The codec that bytes were decoded with; null where text was handed in."),
    }


def _receipt() -> dict[str, Any]:
    return {
        "blocks": _list("Every stretch of the dump, in order.", {"$ref": "#/$defs/block"}),
        "facts": _list("Every reading of every fact, rivals that lost included.", {"$ref": "#/$defs/fact"}),
        "source": _text("The text that the spans count in."),
    }


def _related() -> dict[str, Any]:
    return {
        "title": _text("Its headline."),
        "kicker": _text_or_null("The label before the headline."),
        "summary": _text_or_null("Its summary."),
        "reading_minutes": {"description": "Minutes to read it.", "type": ["integer", "null"], "minimum": 0},
        "url": _text_or_null("Its address."),
    }


def _fact() -> dict[str, Any]:
    return {
        "name": _text("The field that it speaks for."),
        "value": _text("The reading."),
        "span": {
            "description": "Where it stands; null if it stands in the markup of the page alone.",
            "oneOf": [{"$ref": "#/$defs/span"}, {"type": "null"}],
        },
        "origin": _text("The rule that read it, or where in the markup it stands."),
        "chosen": {"description": "False for a rival that lost.", "type": "boolean"},
    }


def _block() -> dict[str, Any]:
    return {
        "span": {"$ref": "#/$defs/span"},
        "text": _text("What stands there, runs of white space folded to one blank."),
        "role": {"$ref": "#/$defs/role"},
        "confidence": _share("How sure it is that the block was rightly kept or removed."),
        "evidence": _list("Votes, and the named shares of the score.", {"$ref": "#/$defs/evidence"}),
    }


def _evidence() -> dict[str, Any]:
    return {
        "span": {"$ref": "#/$defs/span"},
        "role": {"$ref": "#/$defs/role"},
        "weight": {"description": "Log-odds of the role against story text.", "type": "number"},
        "rule": _text("Stable name of the rule."),
        "reason": _text("The same for a person."),
        "part": _text_or_null("What the stretch is within a fact or a structure."),
        "value": _texts("What was read there."),
        "whole": {
            "description": "The stretch of the whole structure.",
            "oneOf": [{"$ref": "#/$defs/span"}, {"type": "null"}],
        },
    }

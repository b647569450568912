# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of an export, made from the programme (EX-4, N3).

It says what an export may hold, so every export is valid by it: applications are exported complete or
not, right or wrong. What the programme asks of a value (unit, limits, whether it is required, who
fills it, its mark of confidentiality) stands beside it under `x-xiandao`, which validators pass over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.interchange import AS_TYPED, FORMAT, VERSION
from models.programme.display import unit_name
from models.programme.schema import NUMERIC, FieldType
from models.programme.vocabulary import REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.language import Language, Translatable
    from models.programme.schema import FormField
    from models.programme.vocabulary import Vocabulary
    from reports.interchange.frame import ExportFrame

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = {"type": ["string", "null"], "format": "date"}
_TEXT = {"type": "string"}


def export_schema(frame: ExportFrame) -> dict[str, Any]:
    """The schema of the document that `write_json_file` writes, its titles in one language."""
    programme, say = frame.programme, frame.language
    return {
        "$schema": _DIALECT,
        "title": f"{programme.label.text(say)} {programme.version}",
        "type": "object",
        "required": ["format", "format_version", "programme", "call", "applications"],
        "properties": {
            "$schema": _TEXT,
            "format": {"const": FORMAT},
            "format_version": {"const": VERSION},
            "made": {
                **_object(office=_TEXT, on={"type": "string", "format": "date"}, history=_TEXT),
                "description": "history: number and first digits of the last entry of the history.",
            },
            "programme": _object(id={"const": programme.id}, version=_TEXT, label=_TEXT),
            "call": _object(id=_TEXT, title=_TEXT, notice=_TEXT, opens=_DAY, closes=_DAY),
            "applications": {"type": "array", "items": _application(frame)},
        },
        "additionalProperties": False,
        "$defs": {
            AS_TYPED: {
                **_object(**{AS_TYPED: _TEXT}),
                "description": "A value that is kept as it was typed, since its field cannot"
                " understand it.",
            }
        },
    }


def _application(frame: ExportFrame) -> dict[str, Any]:
    programme, say = frame.programme, frame.language
    fields = programme.fields
    count = {"type": ["integer", "null"]}
    return _object(
        number=_TEXT,
        uid=_TEXT,
        version={**_TEXT, "description": "Names exactly this state; printed on its packet."},
        definition=_TEXT,
        stage=_object(
            id=_one_of(((stage.id, stage.label) for stage in programme.stage), say), label=_TEXT
        ),
        received=_DAY,
        answers={
            "type": "object",
            "properties": {
                **{key: _field(field, frame) for key, field in fields.items()},
                "labels": {"type": "array", "items": _TEXT},
            },
            "additionalProperties": False,
        },
        verified={
            "type": "object",
            "properties": {
                key: _object(value=_field(field, frame), source=_TEXT, on=_DAY)
                for key, field in fields.items()
                if field.type is not FieldType.TABLE
            },
            "additionalProperties": False,
        },
        tags={
            "type": "object",
            "additionalProperties": {"type": "array", "items": _TEXT},
        },
        checklist={
            "type": "object",
            "additionalProperties": _object(answer={"enum": ["yes", "no", "na"]}, note=_TEXT),
        },
        attachments={
            "type": "array",
            "items": _object(
                slot=_TEXT,
                name=_TEXT,
                sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
                size={"type": "integer"},
                media_type=_TEXT,
                pages=count,
            ),
        },
        stages={
            "type": "array",
            "items": _object(stage=_TEXT, on={"type": "string", "format": "date"}, reason=_TEXT),
        },
    )


def _field(field: FormField, frame: ExportFrame) -> dict[str, Any]:
    """What the answer to a field is, and what the programme asks of it."""
    found = _value(field, frame)
    if field.type is not FieldType.TABLE:
        found = _or_as_typed(found)
    asked = _asked(field, frame.language)
    return {
        "title": field.label.text(frame.language),
        **({"description": field.help.text(frame.language)} if field.help else {}),
        **found,
        **({"x-xiandao": asked} if asked else {}),
    }


def _value(field: FormField, frame: ExportFrame) -> dict[str, Any]:
    match field.type:
        case FieldType.INTEGER:
            return {"type": "integer"}
        case FieldType.DECIMAL | FieldType.MONEY | FieldType.PERCENT:
            return {"type": "number"}
        case FieldType.SERIES:
            years = {"^[0-9]{4}$": {"type": "number"}}
            return {"type": "object", "patternProperties": years, "additionalProperties": False}
        case FieldType.BOOLEAN:
            return {"type": "boolean"}
        case FieldType.DATE:
            return {"type": "string", "format": "date"}
        case FieldType.MONTH:
            return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
        case FieldType.CHOICE:
            return _one_of(field.choice_labels.items(), frame.language)
        case FieldType.CHOICES:
            items = _one_of(field.choice_labels.items(), frame.language)
            return {"type": "array", "items": items}
        case FieldType.TERM:
            return _term(field, frame)
        case FieldType.TERMS:
            return {"type": "array", "items": _term(field, frame)}
        case FieldType.TABLE:
            columns = {column.id: _field(column, frame) for column in field.columns}
            row = {"type": "object", "properties": columns, "additionalProperties": False}
            return {"type": "array", "items": row}
        case _:
            return _TEXT


def _or_as_typed(found: dict[str, Any]) -> dict[str, Any]:
    """A value that its type can fail to understand may also be what was typed."""
    if found == _TEXT:
        return found
    return {"anyOf": [found, {"$ref": f"#/$defs/{AS_TYPED}"}]}


def _term(field: FormField, frame: ExportFrame) -> dict[str, Any]:
    vocabulary: Vocabulary | None = frame.vocabularies.get(field.vocabulary or "")
    if vocabulary is None or field.vocabulary == REGIONS:
        return _TEXT
    return _one_of(((term.id, term.label) for term in vocabulary.terms), frame.language)


def _asked(field: FormField, language: Language) -> dict[str, Any]:
    """What the programme asks of a value."""
    asked = {
        "unit": unit_name(field, language) if field.type in NUMERIC else "",
        "required": field.required is True,
        "min": field.min,
        "max": field.max,
        "decimals": field.places,
        "max_length": field.max_length,
        "filled_by": field.filled_by.value,
        "mark": field.mark,
        "basis": field.basis.text(language) if field.basis else None,
    }
    return {key: value for key, value in asked.items() if value not in (None, "", False)}


def _one_of(items: Iterable[tuple[str, Translatable]], language: Language) -> dict[str, Any]:
    """One of some ids, each with its name."""
    return {"oneOf": [{"const": key, "title": label.text(language)} for key, label in items]}


def _object(**properties: Any) -> dict[str, Any]:
    """An object with all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }

# SPDX-License-Identifier: Apache-2.0
"""An application as other programs read it: ids instead of labels, numbers as numbers.

What is not asked (`show_if`) is kept in the register and not handed on (IN-5). A value that the
register keeps only as it was typed is `{"as_typed": "about 500"}`, so that it is neither lost nor
taken for a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from models.interchange import AS_TYPED
from models.programme.schema import FieldType
from models.programme.values import Unreadable, read

if TYPE_CHECKING:
    from models.dossier import Dossier
    from models.language import Language
    from models.programme.answers import Answers, Row, Verified
    from models.programme.schema import FormField
    from models.programme.values import Value


def application_record(dossier: Dossier, language: Language) -> dict[str, Any]:
    """An application as plain JSON values; numbers with decimals are `Decimal`."""
    answers = dossier.answers
    return {
        "number": dossier.number,
        "uid": dossier.uid,
        "version": dossier.version_code,
        "definition": dossier.definition_version,
        "stage": {"id": dossier.stage, "label": dossier.stage_label().text(language)},
        "received": _day(dossier.received),
        "answers": answers_record(answers, dossier.tags.get("labels", ())),
        "verified": {
            key: _verified(answers.programme.fields[key], item)
            for key, item in answers.verified.items()
            if key in answers.programme.fields and key not in answers.hidden
        },
        "tags": {key: list(items) for key, items in dossier.tags.items() if key != "labels"},
        "checklist": {
            key: {"answer": tick.answer, "note": tick.note}
            for key, tick in answers.checklist.items()
        },
        "attachments": [
            {
                "slot": file.slot,
                "name": file.name,
                "sha256": file.sha256,
                "size": file.size,
                "media_type": file.media_type,
                "pages": file.pages,
            }
            for file in answers.files
        ],
        "stages": [
            {"stage": step.stage, "on": step.at.date().isoformat(), "reason": step.reason}
            for step in dossier.steps
        ],
    }


def answers_record(answers: Answers, labels: tuple[str, ...] = ()) -> dict[str, Any]:
    """The answers by field id, as `xiandao add` takes them; empty ones are left out."""
    found: dict[str, Any] = {}
    for key, field in answers.programme.fields.items():
        if key in answers.hidden:
            continue
        if field.type is FieldType.TABLE:
            rows = [_row(field, row, answers) for row in answers.rows.get(key, ())]
            if rows:
                found[key] = rows
            continue
        value = plain_value(field, answers.claimed(key))
        if value is not None:
            found[key] = value
    if labels:
        found["labels"] = list(labels)
    return found


def plain_value(field: FormField, value: Value) -> Any:
    """A typed value as JSON has it."""
    match value:
        case Unreadable():
            return {AS_TYPED: value.text}
        case date():
            return value.isoformat()[: 7 if field.type is FieldType.MONTH else 10]
        case Mapping():
            return {str(year): number for year, number in value.items()}
        case tuple():
            return list(value)
        case _:
            return value


def _row(table: FormField, row: Row, answers: Answers) -> dict[str, Any]:
    cells = (
        (column.id, plain_value(column, answers.cell(column, row))) for column in table.columns
    )
    return {key: value for key, value in cells if value is not None}


def _verified(field: FormField, item: Verified) -> dict[str, Any]:
    value = plain_value(field, read(field, item.value))
    return {"value": value, "source": item.source, "on": _day(item.on)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

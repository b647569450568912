# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gui.commands import output
from gui.commands.asked import Folder
from gui.commands.layout import whole_table
from gui.commands.opening import reading, writing
from models.language import current_language, message
from models.programme.display import unit_name
from models.programme.loading import (
    definition_text,
    programme_text,
    read_programme,
    shipped_programmes,
)
from models.programme.schema import FieldType, FormField, Programme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.language import Translatable


def list_(
    workspace: Annotated[
        str, typer.Option(help=str(message("List the office's own ones of this workspace too.")))
    ] = "",
) -> int:
    """List programmes."""
    found = [(_read(name), "") for name in shipped_programmes()]
    if workspace:
        from models.verbs.calls import own_programme_texts

        with reading(workspace) as opened:
            known = opened.reader.library.vocabularies()
            found += [
                (read_programme(text, file=file, vocabularies=known), "own")
                for file, text in own_programme_texts(opened.reader)
            ]
    data = [
        {
            "id": item.id,
            "version": item.version,
            "label": item.label,
            "basis": item.basis,
            "own": bool(own),
        }
        for item, own in found
    ]
    rows = [(item.id, item.version, item.label, item.object) for item, _ in found]
    heads = (message("Id"), message("Version"), message("Programme"), message("Object"))
    output.show(data, output.table(heads, rows))
    return 0


def show(
    programme: Annotated[str, typer.Argument(metavar="ID_OR_FILE")],
) -> int:
    """Show a programme."""
    text, file = definition_text(programme)
    found = read_programme(text, file=file)
    output.show(_facts(found), *_lines(found))
    return 0


def check(file: Annotated[str, typer.Argument(metavar="FILE")]) -> int:
    """Check a definition."""
    text, name = definition_text(file)
    found = read_programme(text, file=name)
    output.show(
        {"id": found.id, "version": found.version, "faults": []},
        message("{file} is sound: {label}, version {version}.",
                file=name, label=found.label, version=found.version),
    )  # fmt: skip
    return 0


def add(
    folder: Folder,
    file: Annotated[str, typer.Argument(metavar="FILE")],
) -> int:
    """Add a programme to a workspace."""
    from models.verbs.calls import keep_programme

    with writing(folder) as workspace:
        added = keep_programme(workspace, file=file)
    output.show({"id": added}, message("Added the programme {id}.", id=added))
    return 0


def _read(name: str) -> Programme:
    return read_programme(programme_text(name), file=f"{name}.toml")


def _facts(programme: Programme) -> dict[str, Any]:
    return {
        "id": programme.id,
        "version": programme.version,
        "label": programme.label,
        "about": programme.about,
        "basis": programme.basis,
        "sections": [
            {"id": section.id, "label": section.label, "fields": [_field(f) for f in section.field]}
            for section in programme.section
        ],
        "rules": [
            {"id": rule.id, "severity": rule.severity, "check": rule.check.source,
             "message": rule.message, "basis": rule.basis}
            for rule in programme.rule
        ],
        "checklist": [
            {"id": item.id, "label": item.label, "check": item.check and item.check.source}
            for item in programme.checklist
        ],
        "slots": [{"id": slot.id, "label": slot.label, "scope": slot.scope} for slot in programme.slot],
        "stages": [
            {"id": stage.id, "label": stage.label, "outward": stage.outward,
             "to": [move.to for move in programme.moves_from(stage.id)]}
            for stage in programme.stage
        ],
        "summary": [column.source for column in programme.summary.column],
    }  # fmt: skip


def _field(field: FormField) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": field.id,
        "type": field.type,
        "label": field.label,
        "filled_by": field.filled_by,
        "required": _requirement(field),
    }
    optional = {
        "unit": unit_name(field, current_language()),
        "max_length": field.max_length,
        "min": field.min,
        "max": field.max,
        "vocabulary": field.vocabulary,
        "choices": {choice.id: choice.label for choice in field.choices},
        "columns": [_field(column) for column in field.columns],
        "help": field.help,
    }
    return found | {
        key: value for key, value in optional.items() if value not in (None, "", {}, [])
    }


def _requirement(field: FormField) -> bool | str:
    return field.required if isinstance(field.required, bool) else field.required.source


def _lines(programme: Programme) -> Iterator[str]:
    yield f"{programme.label}  {programme.id} {programme.version}"
    yield str(programme.basis)
    heads = (
        message("Field"),
        message("Label"),
        message("Type"),
        message("Required"),
        message("Values"),
    )
    for section in programme.section:
        yield from _headed(section.label)
        rows: list[tuple[Any, ...]] = []
        for field in section.field:
            if field.type is FieldType.HEADING:
                continue
            rows.append((field.id, *_about(field)))
            rows += [(f"  {field.id}[1].{column.id}", *_about(column)) for column in field.columns]
        yield whole_table(heads, rows)
    yield from _headed(message("Rules"))
    yield whole_table(
        (message("Rule"), message("Severity"), message("Condition"), message("Message")),
        [
            (rule.id, rule.severity.value, rule.check.source, rule.message)
            for rule in programme.rule
        ],
    )
    yield from _headed(message("Checklist"))
    yield whole_table(
        (message("Id"), message("Requirement")),
        [(f"checklist.{item.id}", item.label) for item in programme.checklist],
    )
    yield from _headed(message("Attachment slots"))
    yield whole_table(
        (message("Slot"), message("Label")), [(slot.id, slot.label) for slot in programme.slot]
    )
    yield from _headed(message("Stages"))
    yield whole_table(
        (message("Stage"), message("Label"), message("Goes to")),
        [
            (stage.id, stage.label, " ".join(move.to for move in programme.moves_from(stage.id)))
            for stage in programme.stage
        ],
    )


def _about(field: FormField) -> tuple[Any, ...]:
    """Name, type, whether it is required, and what it takes."""
    required = "(✓)" if not isinstance(field.required, bool) else "✓" if field.required else ""
    takes = unit_name(field, current_language())
    if field.choices:
        takes = "\n".join(f"{choice.id} {choice.label}" for choice in field.choices)
    elif field.vocabulary:
        takes = field.vocabulary
    elif field.max_length:
        takes = str(message("at most {n} characters", n=field.max_length))
    return field.label, field.type.value, required, takes


def _headed(text: Translatable) -> tuple[str, str]:
    return "", text.text(current_language())

# SPDX-License-Identifier: Apache-2.0
"""The applications of a call as one JSON document, written one after the other, with its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.exact_json import json_text
from models.interchange import FORMAT, VERSION
from models.language import message
from models.storage.files import FileExistsAlreadyError, written_out
from reports.interchange.frame import Exported
from reports.interchange.records import application_record
from reports.interchange.schema import export_schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from models.dossier import Dossier
    from models.progress import Progress
    from reports.interchange.frame import ExportFrame


def write_json_file(
    dossiers: Iterable[Dossier],
    path: Path,
    frame: ExportFrame,
    *,
    replace: bool = False,
    progress: Progress,
) -> Exported:
    """Write `path` and beside it its schema, `X.schema.json` for `X.json`.

    Raises:
        FileExistsAlreadyError: One of the two is there, and `replace` is not set.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it; nothing is left behind.
    """
    schema = path.with_suffix(".schema.json")
    if schema.exists() and not replace:
        raise FileExistsAlreadyError(schema)
    with written_out(path, replace=replace) as aside, written_out(schema, replace=replace) as other:
        other.write_text(json_text(export_schema(frame)) + "\n", encoding="utf-8")
        with aside.open("w", encoding="utf-8", newline="\n") as file:
            head = json_text({**_head(frame, schema.name), "applications": []})
            file.write(head.removesuffix("[]\n}") + "[")
            for done, dossier in enumerate(dossiers):
                progress.step(done, frame.count, message("{number}", number=dossier.number))
                file.write(",\n  " if done else "\n  ")
                file.write(json_text(application_record(dossier, frame.language), depth=2))
            file.write("\n ]\n}\n")
    return Exported(path, (path, schema), frame.count)


def _head(frame: ExportFrame, schema: str) -> dict[str, Any]:
    call, programme = frame.call, frame.programme
    return {
        "$schema": schema,
        "format": FORMAT,
        "format_version": VERSION,
        "made": {
            "office": frame.office.name,
            "on": frame.today.isoformat(),
            "history": frame.head.short,
        },
        "programme": {
            "id": programme.id,
            "version": programme.version,
            "label": programme.label.text(frame.language),
        },
        "call": {
            "id": call.id,
            "title": call.title,
            "notice": call.notice,
            "opens": call.opens.isoformat() if call.opens else None,
            "closes": call.closes.isoformat() if call.closes else None,
        },
    }

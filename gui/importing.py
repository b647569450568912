# SPDX-License-Identifier: Apache-2.0
"""Taking in a file: from the file through a preview to one change, for window and commands alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.views.dossiers import call_facts, today
from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from forms.intake.book import Book
    from forms.intake.choosing import Ruling
    from forms.intake.preview import Choice, Preview
    from forms.intake.table import Source
    from forms.intake.understanding import Rules
    from models.language import Language, Message
    from models.progress import Progress
    from models.reader import Reader
    from models.verbs.intake import Imported
    from models.workspace import Workspace
    from reports.workbooks import Written


def rules_of(reader: Reader, call: str, received: date | None = None) -> Rules:
    """What the applications of a call are understood and judged by."""
    from forms.intake.understanding import Rules

    row = call_row(reader, call)
    facts = call_facts(row)
    return Rules(
        reader.library.programme(row.definition_uid),
        dict(reader.library.vocabularies(row.definition_uid)),
        {"opens": facts.opens, "closes": facts.closes, "received": received or today()},
    )


def preview_file(
    reader: Reader,
    *,
    call: str,
    book: Book,
    sources: Sequence[Source],
    received: date | None = None,
    progress: Progress,
) -> Preview:
    """What importing tables of a file would do; both cores work on a large one.

    Raises:
        UnknownCallError: There is no such call.
    """
    from forms.intake.comparing import build_preview
    from forms.intake.rows import plan_reading
    from forms.intake.sharing import shared
    from forms.intake.understanding import understand_part

    key = call_row(reader, call).key
    rules = rules_of(reader, call, received)
    parts = [part for source in sources for part in plan_reading(book, source, rules)]
    return build_preview(
        reader,
        path=book.path,
        call=key,
        rules=rules,
        chunks=shared(understand_part, rules, parts),
        total=sum(len(part.rows) for part in parts),
        notes=(),
        progress=progress,
    )


def import_preview(
    workspace: Workspace,
    preview: Preview,
    *,
    choice: Choice,
    rulings: Mapping[int, Ruling] | None = None,
    received: date | None = None,
    reason: str = "",
) -> Imported:
    """Write what was chosen of a preview, as one change with one undo.

    Raises:
        RowsRefusedError: All or nothing was chosen, and a row is refused or not decided.
        PreviewOutdatedError: The register was changed after it was compared with the file.
        CallClosedError: The call is not open that day, and there is no reason.
    """
    from forms.intake.choosing import choose, to_write
    from models.verbs.intake import import_applications

    chosen = choose(preview, choice, rulings)
    new, changed = to_write(workspace.reader, preview, chosen)
    return import_applications(
        workspace,
        call=preview.call,
        file=preview.path.name,
        new=new,
        changed=changed,
        received=received,
        reason=reason,
    )

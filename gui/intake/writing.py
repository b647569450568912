# SPDX-License-Identifier: Apache-2.0
"""What the writer's thread does with what the clerk decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.intake.compare.choosing import Ruling
    from forms.intake.compare.preview import Choice
    from forms.intake.tables.table import Source
    from gui.importing import Outcome
    from gui.intake.values import PreviewLook
    from models.workspace import Workspace


def import_look(
    workspace: Workspace,
    *,
    look: PreviewLook,
    choice: Choice,
    rulings: Mapping[int, Ruling],
    sources: Sequence[Source],
    sender: str,
    reason: str = "",
) -> Outcome:
    """Write what was chosen of a preview as one change, and remember what its columns are.

    Raises:
        UserError: As `gui.importing.import_preview` does.
    """
    from gui.importing import import_preview, remember

    outcome = import_preview(
        workspace, preview=look.to_write(), choice=choice, rulings=rulings, reason=reason
    )
    programme = call_row(workspace.reader, look.call).programme
    remember(workspace, sources, programme=programme, sender=sender)
    return outcome

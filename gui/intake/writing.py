# SPDX-License-Identifier: Apache-2.0
"""What the writer's thread does with what the clerk decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.intake.choosing import Ruling
    from forms.intake.preview import Choice
    from gui.intake.values import PreviewLook
    from models.verbs.intake import Imported
    from models.workspace import Workspace


def import_look(
    workspace: Workspace,
    *,
    look: PreviewLook,
    choice: Choice,
    rulings: Mapping[int, Ruling],
    reason: str = "",
) -> Imported:
    """Write what was chosen of a preview as one change.

    Raises:
        UserError: As `gui.importing.import_preview` does.
    """
    from gui.importing import import_preview

    return import_preview(workspace, look.preview(), choice=choice, rulings=rulings, reason=reason)

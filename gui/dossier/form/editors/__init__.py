# SPDX-License-Identifier: Apache-2.0
"""An editor for each type of field; `make_editor` knows which. An editor knows no application.

Each is an `Editor`: it shows a stored value, says by signals when something was typed (`edited`) or
is complete (`chosen`), and hands over what was typed. What that means is decided by the core.
"""

from gui.dossier.form.editors.base import Editor
from gui.dossier.form.editors.making import Known, make_editor

__all__ = ["Editor", "Known", "make_editor"]

# SPDX-License-Identifier: Apache-2.0
"""One application on screen: form, attachments, stages, problems, history.

`pane` reads the dossier (aside) whenever the application or its records change and hands it to each
`Panel`; a panel shows it and asks for verbs through the desk. It keeps nothing that the dossier says.
"""

from gui.dossier.pane import DossierPane

__all__ = ["DossierPane"]

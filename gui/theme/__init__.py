# SPDX-License-Identifier: Apache-2.0
"""How the window looks: ten base colours and the roles they play, palette first, style sheet last.

`tokens` reads a theme (`resources/themes/*.toml`), `look` lays it on the application, `icons` tints
icons by role, `fonts` brings Chinese fonts where the system has none. No other file names a colour.
A widget says what it is by properties: `role` (title, heading, hint, error, badge, page, card …),
`state` (error, warning), `kind` of a button (main, flat).
"""

from gui.theme.icons import icon
from gui.theme.look import apply_theme, current_theme, system_is_dark
from gui.theme.tokens import Theme, theme

__all__ = ["Theme", "apply_theme", "current_theme", "icon", "system_is_dark", "theme"]

# SPDX-License-Identifier: Apache-2.0
"""The language of somebody who has not chosen one, for window and commands alike."""

from __future__ import annotations

import locale
import os

from models.language import Language


def own_language() -> Language:
    """XIANDAO_LANG, else Chinese unless the system plainly speaks English.

    The variables are asked before Python's locale, which takes one that was never generated for English.
    """
    wanted = os.environ.get("XIANDAO_LANG", "")
    if wanted in set(Language):
        return Language(wanted)
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    system = next(filter(None, named), "") or locale.getlocale()[0] or ""
    return Language.EN if system.lower().startswith(("en_", "english")) else Language.ZH

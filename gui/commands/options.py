# SPDX-License-Identifier: Apache-2.0
"""Options that every command takes, before or after its name: --json, --lang, --operator, --pin."""

from __future__ import annotations

import os
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gui.own_language import own_language
from models.language import Language, Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for the whole run.

    Attributes:
        window_language: That of a window, where one was asked for; else its settings say it.
        json: Print JSON for scripts instead of text for people.
        operator: Who works; the first operator of the workspace where not named.
    """

    language: Language
    window_language: Language | None = None
    json: bool = False
    operator: str = ""
    pin: str = ""


_CHINESE = Options(Language.ZH)
_options: ContextVar[Options] = ContextVar("options", default=_CHINESE)


def options() -> Options:
    """The options of this run."""
    return _options.get()


def take_options(arguments: Sequence[str]) -> tuple[list[str], Options, Message | None]:
    """Take the common options out of the arguments; a fault comes back with them."""
    found = Options(
        language=own_language(),
        operator=os.environ.get("XIANDAO_OPERATOR", ""),
        pin=os.environ.get("XIANDAO_PIN", ""),
    )
    rest: list[str] = []
    fault: Message | None = None
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *waiting]
            break
        if argument == "--json":
            found = replace(found, json=True)
        elif name in {"--lang", "--operator", "--pin"}:
            if not equals:
                value = waiting.pop(0) if waiting else ""
            if name == "--lang" and value not in set(Language):
                fault = message("--lang takes zh or en, not “{value}”.", value=value)
            elif name == "--lang":
                said = Language(value)
                found = replace(found, language=said, window_language=said)
            elif name == "--operator":
                found = replace(found, operator=value)
            else:
                found = replace(found, pin=value)
        else:
            rest.append(argument)
    _options.set(found)
    return rest, found, fault

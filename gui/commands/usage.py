# SPDX-License-Identifier: Apache-2.0
"""Wrong words on the command line, said in the user's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from models.language import message

if TYPE_CHECKING:
    from models.language import Message


def usage_message(error: Any) -> Message:
    """What is wrong with the arguments, and where the help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "xiandao"
    return message("{fault} See: {command} --help", fault=_fault(error), command=command)


def _fault(error: Any) -> Message:
    text = error.format_message() if hasattr(error, "format_message") else str(error)
    name = next(iter(re.findall(r"'([^']*)'", text)), text)
    match type(error).__name__:
        case "MissingParameter":
            return message("{name} is missing.", name=name)
        case "NoSuchOption":
            return message("There is no option {name}.", name=error.option_name)
        case "BadParameter":
            # Every option of ours that is not a text is a whole number.
            least = re.search(r"(?:equal to |>=)(-?\d+)", text)
            if least is None:
                return message("{name} takes a whole number.", name=name)
            return message("{name} takes a whole number, {least} or more.", name=name,
                           least=least[1])  # fmt: skip
        case "BadOptionUsage":
            return message("The option {name} needs a value.", name=name)
        case "NoArgsIsHelpError":
            commands = sorted(error.ctx.command.commands)
            return message("Say which command: {commands}.", commands=", ".join(commands))
    if text.startswith("No such command"):
        return message("There is no command {name}.", name=name)
    if "unexpected extra argument" in text:
        return message(
            "There is one argument too many: {name}.", name=text.rpartition("(")[2].rstrip(")")
        )
    return message("The arguments are not right: {detail}", detail=text)

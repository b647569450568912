# SPDX-License-Identifier: Apache-2.0
"""The face as words: every verb by command, for terminals, scripts and night jobs.

`run` is what the door calls. `app` puts the commands together; each other file holds some of them, in
three steps: open the workspace, call one verb or view, say what came of it. `output` is the only place
that prints. Exit codes: 0 done, 1 done with problems or refused by a rule, 2 cannot.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from gui.showing import show_window
from models.errors import RefusedError, UserError
from models.language import Message, message, set_language

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, WITH_PROBLEMS, CANNOT = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Run one command, or open the window where none is named; never a traceback.

    The exit code comes back.
    """
    from gui.commands.options import take_options

    _speak_utf8()
    rest, options, fault = take_options(arguments)
    set_language(options.language)
    if fault is not None:
        return _say(fault, CANNOT)
    try:
        match rest:
            case [] | ["open"]:
                return show_window(language=options.window_language)
            case ["open", folder] if not folder.startswith("-"):
                return show_window(folder, language=options.window_language)
        return _call(rest)
    except RefusedError as error:
        return _refused(error)
    except UserError as error:
        return _cannot(error)
    except KeyboardInterrupt:
        return _say(message("Stopped. Nothing unfinished was kept."), CANNOT)
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except Exception:  # noqa: BLE001 - a bug is reported in one line, with a file to send
        return _bug()


def _call(arguments: Sequence[str]) -> int:
    import typer

    from gui.commands.app import build_app
    from gui.commands.usage import usage_message

    # Newer releases of typer carry click inside, older ones use the package: the same class either way.
    usage_error: type[Exception] = typer.BadParameter.__mro__[1]

    try:
        outcome = build_app().main(list(arguments), prog_name="xiandao", standalone_mode=False)
    except usage_error as error:
        return _say(usage_message(error), CANNOT)
    except typer.Abort:
        return _say(message("Stopped. Nothing unfinished was kept."), CANNOT)
    except typer.Exit as leaving:
        return int(leaving.exit_code)
    return int(outcome) if isinstance(outcome, int) else DONE


def _refused(error: RefusedError) -> int:
    from gui.commands import output
    from models.verbs.stages import NothingMovedError

    if isinstance(error, NothingMovedError):
        return output.show_plan(error.plan, error.message, told=len(error.plan.refused) == 1)
    return _say(f"{error.message}{_flag(error)}", WITH_PROBLEMS)


def _cannot(error: UserError) -> int:
    from models.programme.loading import DefinitionError

    code = _say(f"{error.message}{_flag(error)}", CANNOT)
    if isinstance(error, DefinitionError):
        for fault in error.faults:
            print(str(fault.sentence()).replace("\n", " "), file=sys.stderr)
    return code


def _flag(error: UserError) -> str:
    """The option by which one does it all the same."""
    from models.storage.files import FileExistsAlreadyError
    from models.verbs.recording import CallClosedError
    from models.verbs.required import ReasonMissingError, SourceMissingError

    options: dict[type[UserError], str] = {
        FileExistsAlreadyError: "--force",
        CallClosedError: "--reason",
        ReasonMissingError: "--reason",
        SourceMissingError: "--source",
    }
    option = options.get(type(error))
    return f" ({option})" if option else ""


def _bug() -> int:
    name = "xiandao-fault.txt"
    path = Path(tempfile.gettempdir()) / name
    try:
        path.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        path = Path("—")
    return _say(
        message(
            "Something went wrong inside the program; nothing half-done was kept. A report for its"
            " makers is in {path}",
            path=str(path),
        ),
        CANNOT,
    )


def _say(text: Message | str, code: int) -> int:
    print(" ".join(str(text).split("\n")), file=sys.stderr)
    return code


def _speak_utf8() -> None:
    """Chinese on any terminal: a console that cannot show a character shows its code instead."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

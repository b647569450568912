# SPDX-License-Identifier: Apache-2.0
"""A .docx of an older document, made by an installed LibreOffice.

It runs with a profile of its own in a temporary folder, so it neither disturbs a LibreOffice that is
open nor takes over its settings; macros and links of the document are switched off there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message
from models.storage.files import CannotReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.progress import Progress

SECONDS = 120
"""How long LibreOffice may take."""
_LOOK_S = 0.1
_LARGEST = 100_000_000

_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_IN_PROGRAM_FILES = ("LibreOffice/program/soffice.exe", "LibreOffice 5/program/soffice.exe")
_PROGRAM_FILES = ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)")

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class OlderWordError(UserError):
    """An older document, and no LibreOffice to convert it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{name} is an older document. Open it in Word or WPS, choose “Save as”, take “Word"
                " document (*.docx)” as the type, and import that file. With LibreOffice installed on"
                " this computer it would be converted by itself.",
                name=path.name,
            ),
        )


class NotConvertedError(UserError):
    """LibreOffice could make nothing of the document, or was not done in time."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "LibreOffice could not convert {name}. Open it in Word or WPS, choose “Save as”, take"
                " “Word document (*.docx)” as the type, and import that file.",
                name=path.name,
            ),
        )


@contextmanager
def as_docx(path: Path, progress: Progress) -> Iterator[Path]:
    """Give a .docx of an older document, which is gone afterwards.

    Raises:
        OlderWordError: There is no LibreOffice.
        NotConvertedError: It failed, or took longer than `SECONDS`.
        CancelledError: The user stopped it.
    """
    program = find_libreoffice()
    if program is None:
        raise OlderWordError(path)
    with tempfile.TemporaryDirectory(prefix="xiandao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"form{_suffix(path)}"
        try:
            if path.stat().st_size > _LARGEST:
                raise NotConvertedError(path)
            shutil.copyfile(path, source)
        except OSError as error:
            raise CannotReadError(path, error) from error
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        made = folder / "made" / "form.docx"
        _run(
            [
                *(str(program), f"-env:UserInstallation={profile.as_uri()}"),
                *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
                *("--convert-to", "docx", "--outdir", str(made.parent), str(source)),
            ],
            progress,
            SECONDS,
        )
        if not made.is_file():
            raise NotConvertedError(path)
        yield made


def find_libreoffice() -> Path | None:
    """The program of an installed LibreOffice, on the search path or in the usual places."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    roots = [Path(root) for name in _PROGRAM_FILES if (root := os.environ.get(name))]
    places = [*map(Path, _PLACES), *(root / place for root in roots for place in _IN_PROGRAM_FILES)]
    return next((place for place in places if place.is_file()), None)


def _suffix(path: Path) -> str:
    """What it is called by its end, for LibreOffice to know it by; only plain ones."""
    suffix = path.suffix.lower()
    return suffix if suffix in {".doc", ".wps", ".rtf", ".odt", ".dot", ".wpt"} else ".doc"


def _run(command: list[str], progress: Progress, seconds: float) -> None:
    """Run LibreOffice, and end it with all that it started when it is late or unwanted."""
    end = time.monotonic() + seconds
    with suppress(OSError):  # a program that does not start makes no file, which is said
        process = subprocess.Popen(  # noqa: S603 - the program that was found, and names of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while process.poll() is None and time.monotonic() < end:
                progress.step(0, 0, message("LibreOffice converts the document"))
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_LOOK_S)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    import psutil

    if process.poll() is not None:
        return
    with suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
    process.kill()
    process.wait()

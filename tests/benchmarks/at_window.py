# SPDX-License-Identifier: Apache-2.0
"""One measurement at the window, in a process of its own; `window` asks for it and reads its JSON."""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.application import Program
    from gui.settings import Settings

_PATIENCE_S = 120


def bare(started: float) -> dict[str, Any]:
    """What any window with a table costs, and the import of SQLAlchemy."""
    import sqlalchemy
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem

    assert sqlalchemy
    application = QApplication([])
    window = QMainWindow()
    table = QTableWidget(1000, 10)
    for row in range(1000):
        for column in range(10):
            table.setItem(row, column, QTableWidgetItem(f"{row}, {column}"))
    window.setCentralWidget(table)
    window.resize(1280, 800)
    window.show()
    application.processEvents()
    table.viewport().repaint()
    return {"ms": (time.time() - started) * 1000, "mb": _own_mb()}


def start(folder: Path, started: float) -> dict[str, Any]:
    """Our window as the door opens it: until the list is painted, then until everything is there."""
    gc.disable()  # as the door does before it loads Qt, which has to be there earlier here
    from PySide6.QtWidgets import QApplication, QMainWindow

    import gui.settings  # noqa: F401 - counted, unlike what is written by it
    from gui.commands import run

    found: dict[str, Any] = {}

    def looked_at(application: QApplication) -> int:
        (window,) = (
            item for item in application.topLevelWidgets() if isinstance(item, QMainWindow)
        )
        program: Any = SimpleNamespace(application=application, window=window)
        until(program, lambda: _view(program).register.model.rowCount() > 0)
        _view(program).register.view.viewport().repaint()
        found["ms"] = (time.time() - started) * 1000
        found["stall"] = _longest(program, lambda _: _view(program).dossier.dossier is not None)
        found["whole"] = (time.time() - started) * 1000
        found["mb"] = _own_mb()
        window.close()
        return 0

    began = time.time()
    _settings_aside()
    started += time.time() - began  # nobody writes settings before the start
    QApplication.exec = looked_at  # type: ignore[method-assign, assignment] # as the event loop
    run(["open", str(folder)])
    return found


def jumps(folder: Path, count: int) -> dict[str, Any]:
    """Jumps to rows all over the list, each repainted."""
    from random import Random

    program = opened(folder)
    register = _view(program).register
    rng, rows = Random(3), register.model.rowCount()
    times = []
    for _ in range(count):
        began = time.perf_counter()
        register.view.scrollTo(register.model.index(rng.randrange(rows), 0))
        register.view.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
    still = []
    for _ in range(20):
        began = time.perf_counter()
        register.view.viewport().repaint()
        still.append((time.perf_counter() - began) * 1000)
    program.window.close()
    return {"ms": times, "floor": sorted(still)[10]}


def saves(folder: Path, count: int) -> dict[str, Any]:
    """Verbs queued by the window until it says that they are saved."""
    from models.verbs.applications import edit_application
    from models.workspace import Workspace

    program = opened(folder)
    desk = program.window.desk
    assert desk is not None
    until(program, lambda: _view(program).dossier.dossier is not None)
    dossier = _view(program).dossier.dossier
    assert dossier is not None
    times = []
    for n in range(count):
        began = time.perf_counter()
        desk.do(edit_application, number=dossier.number, values={"title": f"量测{n}"})
        until(program, lambda: not desk.busy)
        times.append((time.perf_counter() - began) * 1000)
    number = dossier.number
    program.window.close()
    alone = []
    with Workspace.open(folder, write=True) as workspace:
        workspace.backs_up = False
        for n in range(count):
            began = time.perf_counter()
            edit_application(workspace, number=number, values={"title": f"独测{n}"})
            alone.append((time.perf_counter() - began) * 1000)
    return {"ms": times, "floor": sorted(alone)[len(alone) // 2]}


def stalls(folder: Path, count: int) -> dict[str, Any]:
    """The longest time between two beats of the event loop, idle and while packets print."""
    from gui.printing import work
    from models.language import Language, message
    from models.orders import PacketOrder

    program = opened(folder)
    lines = _view(program).register.model.lines_of(range(count))
    order = PacketOrder(applications=tuple(line.uid for line in lines), language=Language.ZH)
    idle = _longest(program, lambda began: time.perf_counter() - began > 1)
    assert program.window.desk is not None
    who = program.window.desk.operator.name
    with tempfile.TemporaryDirectory() as out:
        program.window.jobs.start(
            message("Done"), work.issue_order, folder=folder, operator=who, order=order,
            out=Path(out), replace=True, recipient="",
        )  # fmt: skip
        stall = _longest(program, lambda _: program.window.jobs.running == 0)
    program.window.close()
    return {"stall": stall, "idle": idle, "count": len(lines)}


def opened(folder: Path) -> Program:
    """The program with an office open and its list painted."""
    from gui.application import Program

    program = Program(_settings_aside())
    program.window.resize(1280, 800)
    program.window.show()
    program.opening.open(str(folder))
    until(program, lambda: _view(program).register.model.rowCount() > 0)
    _view(program).register.view.viewport().repaint()
    return program


def _settings_aside() -> Settings:
    """Settings of a user who chose nothing but language and theme."""
    from PySide6.QtCore import QSettings

    from gui.settings import LANGUAGE, THEME, Settings

    place = tempfile.mkdtemp()
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, place)
    settings = Settings()
    settings.set(LANGUAGE, "zh")
    settings.set(THEME, "light")
    settings.flush()
    return settings


def until(program: Program, happened: Callable[[], bool]) -> None:
    """Let the window work until something has happened, asleep in between as its event loop is."""
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.monotonic() + _PATIENCE_S
    awake = QTimer()
    awake.start(50)
    while not happened():
        program.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise TimeoutError


def _longest(program: Program, ended: Callable[[float], bool]) -> float:
    began = last = time.perf_counter()
    longest = 0.0
    while not ended(began):
        program.application.processEvents()
        now = time.perf_counter()
        longest = max(longest, now - last)
        last = now
        time.sleep(0.002)
    return longest * 1000


def _view(program: Program) -> Any:
    return program.window.view


def _own_mb() -> float:
    from tests.benchmarks.memory import own_bytes

    return own_bytes() / 1e6


_ALL: dict[str, Callable[..., dict[str, Any]]] = {
    "start": start,
    "jumps": jumps,
    "saves": saves,
    "stalls": stalls,
}


def main() -> None:
    """Measure what is asked for, and print it."""
    asked = json.loads(sys.argv[1])
    what, folder, started = asked.pop("what"), Path(asked.pop("folder")), asked.pop("started")
    if what == "bare":
        found = bare(started)
    elif what == "start":
        found = start(folder, started)
    else:
        found = _ALL[what](folder, **asked)
    print(json.dumps(found))


if __name__ == "__main__":
    main()

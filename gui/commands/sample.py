# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder
from gui.commands.opening import reading
from gui.commands.options import options
from gui.display import has_screen
from gui.showing import show_window
from models.errors import UserError
from models.language import current_language, message, plural
from models.orders import PacketOrder, SummaryOrder


class TooManyError(UserError):
    """More applications than a sample office is made with."""

    def __init__(self) -> None:
        super().__init__(
            message("A sample office has at most {n} applications.", n=f"{_MOST:,}"),
        )


def demo(
    folder: Folder,
    applications: Annotated[
        int, typer.Option(min=1, help=str(message("How many applications to make up.")))
    ] = 120,
    seed: Annotated[
        int, typer.Option(help=str(message("The same seed makes the same office.")))
    ] = 7,
    *,
    no_window: Annotated[
        bool, typer.Option("--no-window", help=str(message("Do not open the window at the end.")))
    ] = False,
) -> int:
    """Make a sample office."""
    from gui.outgoing import issue
    from models.demo import build_office
    from models.views.find import application_rows, call_row
    from reports.samples import write_sample_file

    target = Path(folder)
    if applications > _MOST:
        raise TooManyError
    with output.bar() as progress:
        made = build_office(
            target,
            applications=applications,
            seed=seed,
            make_file=write_sample_file,
            progress=progress,
        )
    lines = [
        plural(
            "Made a sample office with {n} application in {calls} calls: {folder}",
            "Made a sample office with {n} applications in {calls} calls: {folder}",
            n=len(made.numbers),
            calls=len(made.calls),
            folder=str(target),
        )
    ]
    exports = target / "exports"
    files: list[Path] = []
    with reading(folder) as workspace, output.bar() as progress:
        ready = application_rows(workspace.reader, made.ready[:_PACKETS])
        packets = PacketOrder(
            applications=tuple(row.uid for row in ready), language=current_language()
        )
        printed = issue(workspace, packets, exports / "packets", progress=progress)
        files += printed.files
        for call in made.calls:
            uid = call_row(workspace.reader, call).uid
            for form in ("xlsx", "pdf"):
                wanted = SummaryOrder(call=uid, form=form, language=current_language())
                path = exports / f"{call}.{form}"
                result = issue(workspace, wanted, path, progress=progress)
                files.append(result.path)
    paths = [f"  {path}" for path in files]
    around = message("Look around: xiandao list {folder}", folder=folder)
    data = {
        "folder": folder,
        "applications": len(made.numbers),
        "calls": made.calls,
        "files": files,
    }
    output.show(data, *lines, *paths, around)
    if no_window or options().json or not has_screen():
        return 0
    return show_window(str(target), language=options().window_language)


_MOST = 100_000
_PACKETS = 6

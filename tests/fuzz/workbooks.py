# SPDX-License-Identifier: Apache-2.0
"""Break workbooks and text tables, and see that whoever reads them reads them or says why not.

    python -m tests.fuzz.workbooks 10000 1
    python -m tests.fuzz.workbooks 500 7 --reader tests.fuzz.workbooks:read

Each file is read in a process of its own making, watched from outside: neither a traceback, nor ten seconds
without an answer, nor more than 500 MB, nor the end of the process is an answer. Failing files are kept.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from tests.fuzz.mutations import file_of
from tests.fuzz.originals import originals

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_SECONDS = 10
_MEMORY = 500 << 20
_ADDRESSES = 4 << 30
"""What even the process that fails may ask of the system, so that the machine survives it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file to which the reader had no proper answer."""

    number: int
    name: str
    said: str


def read(path: Path) -> object:
    """Open a file: what the program does first with any."""
    from forms.intake.files.opening import open_book

    return open_book(path)


def run(
    reader: Callable[[Path], object],
    count: int,
    seed: int,
    keep: Path,
    also: Path | None = None,
) -> tuple[Counter[str], list[Failure]]:
    """Break so many files; how they ended, and those that ended badly, which are kept in a folder.

    Args:
        reader: A function at the top of a module, which takes a path and raises `UserError`.
        also: A folder with more files to break.
    """
    counts: Counter[str] = Counter()
    failures: list[Failure] = []
    with tempfile.TemporaryDirectory() as folder:
        files = originals(Path(folder))
        if also is not None:
            files += [(file.name, file.read_bytes()) for file in sorted(also.iterdir())]
        watched = _Watched(reader, Path(folder))
        for number in range(count):
            name, data = file_of(files, seed, number)
            said = watched.read(name, data)
            counts[said.partition(":")[0]] += 1
            if not said.startswith(("read", "refused")):
                failures.append(Failure(number, name, said))
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{number}-{name}").write_bytes(data)
            if number % 500 == 499:
                print(number + 1, dict(counts), flush=True)
        watched.close()
    return counts, failures


class _Watched:
    """A process that reads files one by one, begun anew when it does not answer."""

    def __init__(self, reader: Callable[[Path], object], folder: Path) -> None:
        self._reader, self._folder = reader, folder
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._reader), daemon=True)
        self._process.start()
        theirs.close()
        self._ours.recv()

    def read(self, name: str, data: bytes) -> str:
        path = self._folder / name
        path.write_bytes(data)
        try:
            self._ours.send(path)
            if self._ours.poll(_SECONDS):
                said, memory = self._ours.recv()
                if memory > _MEMORY:
                    self.close()
                    self._begin()
                    return f"memory: {memory >> 20} MB, {said}"
                return str(said)
            said = "hang"
        except (EOFError, OSError):
            self._process.join(_SECONDS)
            said = f"death: {self._process.exitcode}"
        finally:
            path.unlink(missing_ok=True)
        self.close()
        self._begin()
        return said

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._ours.close()


def _serve(says: Connection, reader: Callable[[Path], object]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    says.send("ready")
    while True:
        path = says.recv()
        try:
            reader(path)
            said = "read"
        except UserError as error:
            said = f"refused: {type(error).__name__}: {error}"
        except BaseException:  # noqa: BLE001 - whatever else comes out is what we look for
            said = f"traceback: {traceback.format_exc()}"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        says.send((said, memory))


def main(words: list[str]) -> int:
    """Run it; exit code 1 where a file ended badly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--reader", default="tests.fuzz.workbooks:read")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "broken-files")
    parser.add_argument("--also", type=Path)
    given: Any = parser.parse_args(words)
    module, _, name = given.reader.partition(":")
    begin = time.monotonic()
    counts, failures = run(
        getattr(import_module(module), name), given.count, given.seed, given.keep, given.also
    )
    print(dict(counts), f"{time.monotonic() - begin:.0f} s")
    for failure in failures:
        print(failure.number, failure.name, failure.said)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# SPDX-License-Identifier: Apache-2.0
"""What the fuzz of `workbooks` does with each file here: import it whole, and see that nothing is half done.

Run it with `--reader tests.fuzz.importing:take`, and with filled workbooks in a folder (`--also`).
"""

from __future__ import annotations

import atexit
import tempfile
from functools import lru_cache
from pathlib import Path

from forms.intake.compare.preview import Choice
from gui.importing import import_preview, rules_of, take_in, write_errors
from models.errors import UserError
from models.language import Language
from models.progress import NoProgress
from models.verbs.calls import add_call
from models.verbs.steps import undo
from models.views.dossiers import history_head
from models.views.register import Query, count
from models.workspace import Workspace

CALL = "incubator-fuzz"


def take(path: Path) -> object:
    """Import a file with all that can be taken of it, take it back, and write what goes to the sender."""
    office = _office()
    before = history_head(office.reader).sequence
    try:
        taken = take_in(office.reader, call=CALL, path=path, guess=True, progress=NoProgress())
        done = import_preview(office, preview=taken.preview, choice=Choice.DRAFTS)
    except UserError:
        assert history_head(office.reader).sequence == before, "refused, and changed all the same"
        raise
    entries = history_head(office.reader).sequence - before
    assert entries == bool(done.imported.entry), f"{entries} entries of one import"
    write_errors(
        taken,
        office.folder / "exports" / "back.xlsx",
        programme=rules_of(office.reader, CALL).programme,
        language=Language.ZH,
        replace=True,
        progress=NoProgress(),
    )
    if entries:
        undo(office)
    assert not count(office.reader, Query()), "an import that was taken back left something"
    return len(taken.preview.rows)


@lru_cache(maxsize=1)
def _office() -> Workspace:
    """An office of this process, with one call."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    office = Workspace.create(Path(folder.name) / "office", office="样例局", region="340100")
    atexit.register(office.close)
    office.backs_up = False
    add_call(office, programme="incubator", title="批次", key=CALL)
    return office

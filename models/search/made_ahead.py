# SPDX-License-Identifier: Apache-2.0
"""Indexing new applications inside the change that makes them, from material that was made ahead.

An import of many thousands would otherwise read back, understand and rewrite each of them after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.language import message
from models.search.index import add_rows
from models.search.material import completed
from models.tables import Applicant, Application, Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.reader import Reader
    from models.search.material import Material

_CHUNK = 400
_INDEXING = message("Saving for the search")


def index_made(reader: Reader, made: Mapping[str, Material]) -> list[int]:
    """Write what is derived of new applications; their ids come back.

    Args:
        reader: Of the change that made them, once all of it is written.
        made: Their material by uid, in the order in which they were added; their sort keys are in
            their records already.
    """
    uids, ids = list(made), list[int]()
    for start in range(0, len(uids), _CHUNK):
        reader.progress.step(start, len(uids), _INDEXING)
        some = Application.uid.in_(uids[start : start + _CHUNK])
        rows = [row._asdict() for row in reader.rows(_KNOWN.where(some))]
        add_rows(
            reader.driver, [(row["id"], completed(made[row["uid"]].tokens, row)) for row in rows]
        )
        answers = [(row["id"], *answer) for row in rows for answer in made[row["uid"]].answers]
        reader.driver.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", answers)
        ids += [row["id"] for row in rows]
    return ids


_NAMED = ("id", "uid", "number", "number_prefix", "applicant")
_KNOWN: Any = (
    select(
        *(Application.__table__.c[name] for name in _NAMED),
        *(Call.title.label("call"), Applicant.name.label("master")),
        *(Applicant.former_names, Applicant.aliases),
    )
    .outerjoin(Call, Call.uid == Application.call_uid)
    .outerjoin(Applicant, Applicant.uid == Application.applicant_uid)
    .order_by(Application.id)
)

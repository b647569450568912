# SPDX-License-Identifier: Apache-2.0
"""Indexing new applications inside the change that makes them, from material that was made ahead.

An import of many thousands would otherwise read back, understand and rewrite each of them after it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from models.language import message
from models.search.index import add_rows
from models.search.material import completed
from models.storage.prepared import Prepared, among
from models.tables import Applicant, Application, Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.reader import Reader
    from models.search.material import Material

_CHUNK = 400
_INDEXING = message("Saving for the search")


def index_made(reader: Reader, made: Mapping[str, Material]) -> dict[str, int]:
    """Write what is derived of new applications; their ids by uid come back.

    Args:
        reader: Of the change that made them, once all of it is written.
        made: Their material by uid, in the order in which they were added; their sort keys are in
            their records already.
    """
    uids, ids = list(made), dict[str, int]()
    for start in range(0, len(uids), _CHUNK):
        reader.progress.step(start, len(uids), _INDEXING)
        rows = _KNOWN.rows(reader.driver, uids=json.dumps(uids[start : start + _CHUNK]))
        add_rows(
            reader.driver, [(row["id"], completed(made[row["uid"]].tokens, row)) for row in rows]
        )
        answers = [(row["id"], *answer) for row in rows for answer in made[row["uid"]].answers]
        reader.driver.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", answers)
        ids |= {row["uid"]: row["id"] for row in rows}
    return ids


_NAMED = ("id", "uid", "number", "number_prefix", "applicant")
_KNOWN = Prepared(
    select(
        *(Application.__table__.c[name] for name in _NAMED),
        *(Call.title.label("call"), Applicant.name.label("master")),
        *(Applicant.former_names, Applicant.aliases),
    )
    .outerjoin(Call, Call.uid == Application.call_uid)
    .outerjoin(Applicant, Applicant.uid == Application.applicant_uid)
    .where(Application.uid.in_(among(bindparam("uids"))))
    .order_by(Application.id)
)

# SPDX-License-Identifier: Apache-2.0
"""What is stored: classes that describe the tables, typed and readable, a file a subject.

They are descriptions only, and SQLAlchemy's ORM is not loaded: `models.change` writes them with Core
statements, `models.views` reads them the same way. Every `Record` has a local `id` and a `uid`
that survives offices; history, commands and packages name the `uid`. Dates and times are ISO text
(UTC), money is an integer of 分. `derived` holds what can be made anew from the rest at any time.
"""

from models.tables.applicant import Applicant
from models.tables.application import AnswerRow, Application
from models.tables.attachment import Attachment
from models.tables.base import Base, Record, Trash, record_tables
from models.tables.call import Call, Definition
from models.tables.derived import Answer, Stale
from models.tables.draft import Draft
from models.tables.form_map import FormMap
from models.tables.history import HistoryEntry, HistoryItem
from models.tables.intake_mapping import IntakeMapping
from models.tables.office import Office, Operator
from models.tables.stage import StageEvent
from models.tables.vocabulary import LocalTerm, VocabularyVersion

__all__ = [
    "Answer",
    "AnswerRow",
    "Applicant",
    "Application",
    "Attachment",
    "Base",
    "Call",
    "Definition",
    "Draft",
    "FormMap",
    "HistoryEntry",
    "HistoryItem",
    "IntakeMapping",
    "LocalTerm",
    "Office",
    "Operator",
    "Record",
    "StageEvent",
    "Stale",
    "Trash",
    "VocabularyVersion",
    "record_tables",
]

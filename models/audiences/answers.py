# SPDX-License-Identifier: Apache-2.0
"""What is recorded about an application, without what an audience does not get to see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.language import Label, Language, message
from models.programme.answers import Row, Tick, Verified
from models.programme.checklist import checklist_outcome
from models.programme.display import display
from models.programme.schema import FieldType
from models.programme.values import Unreadable, read

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from models.audiences.hiding import Hiding
    from models.audiences.redaction import Redaction
    from models.language import Translatable
    from models.programme.answers import Answers
    from models.programme.schema import FormField, Programme
    from models.programme.values import Stored
    from models.programme.vocabulary import Vocabulary

_WRITTEN = frozenset(
    {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PERSON, FieldType.PHONE, FieldType.EMAIL,
     FieldType.ADDRESS, FieldType.CREDIT_CODE}
)  # fmt: skip
_OF_A_LIST = frozenset(
    {FieldType.CHOICE, FieldType.CHOICES, FieldType.TERM, FieldType.TERMS, FieldType.REGION}
)


def seen_answers(
    answers: Answers,
    hiding: Hiding,
    programme: Programme,
    redaction: Redaction,
    vocabularies: Mapping[str, Vocabulary],
) -> Answers:
    """The answers as an audience sees them; attachments are not among them.

    - Values of hidden fields and columns are gone, and so is what was not asked of this application.
    - Texts are without the words that tell, also where they stand in a field for numbers.
    - Of verified values there is what the profile says; reasons and notes go where it says so.

    Args:
        programme: As the audience knows it (`hiding.reduced`).
    """
    gone = hiding.fields.keys() | answers.hidden
    kept = {key: field for key, field in programme.fields.items() if key not in gone}
    cleaner = _Cleaner(redaction, vocabularies)
    verified = {key: found for key, found in answers.verified.items() if key in kept}
    stored = {key: value for key, value in answers.stored.items() if key in kept}
    if hiding.audience.hides.findings == "counted":
        counted = {
            key: found for key, found in verified.items() if answers.counts_verified(kept[key])
        }
        stored |= {key: found.value for key, found in counted.items()}
    beside = hiding.audience.hides.findings == "beside"
    return replace(
        answers,
        programme=programme,
        stored={key: cleaner.stored(kept[key], value) for key, value in stored.items()},
        rows={
            key: tuple(cleaner.row(kept[key], row, _ids(kept[key])) for row in rows)
            for key, rows in answers.rows.items()
            if key in kept
        },
        verified={key: cleaner.verified(kept[key], item) for key, item in verified.items()}
        if beside
        else {},
        checklist=_ticks(answers, programme, hiding, redaction),
        waivers={},
        files=(),
        other_names=(),
        known_names=(),
        known_contacts=(),
    )


def _ids(table: FormField) -> Collection[str]:
    return {column.id for column in table.columns}


def _ticks(
    answers: Answers, programme: Programme, hiding: Hiding, redaction: Redaction
) -> Mapping[str, Tick]:
    """The outcome of each line that is left, by whatever it was decided; notes where they are seen."""
    lines = {item.id for item in programme.checklist}
    found: dict[str, Tick] = {}
    for item in hiding.programme.checklist:
        if item.id in lines:
            outcome, tick = checklist_outcome(item, answers), answers.checklist.get(item.id)
            note = tick.note if tick and not hiding.audience.hides.notes else ""
            answer = "" if outcome == "open" else outcome
            found[item.id] = Tick(answer, redaction.text(note, item.label))
    return found


class _Cleaner:
    """Takes out of stored values the words that tell."""

    def __init__(self, redaction: Redaction, vocabularies: Mapping[str, Vocabulary]) -> None:
        self._redaction = redaction
        self._vocabularies = vocabularies

    def stored(self, field: FormField, value: Stored, where: Translatable | None = None) -> Any:
        """A stored value of a field; only what somebody wrote is looked at, never a number or an id."""
        label = where or field.label
        if field.type in _WRITTEN:
            return self._redaction.text(value, label) if isinstance(value, str) else value
        if field.type in _OF_A_LIST:
            if isinstance(value, list | tuple):
                return [self._item(field, item, label) for item in value]
            return self._item(field, value, label)
        found = read(field, value)
        return self._redaction.text(found.text, label) if isinstance(found, Unreadable) else value

    def row(self, table: FormField, row: Row, columns: Collection[str]) -> Row:
        """A row with the columns that are left."""
        by_id = {column.id: column for column in table.columns}
        return Row(
            row.uid,
            {
                key: self.stored(by_id[key], value, _cell_label(table, by_id[key]))
                for key, value in row.values.items()
                if key in columns
            },
        )

    def verified(self, field: FormField, found: Verified) -> Verified:
        """A verified value, and where it was found."""
        source = message("{field} (verified)", field=field.label)
        return Verified(
            self.stored(field, found.value, source),
            self._redaction.text(found.source, source),
            found.on,
        )

    def _item(self, field: FormField, item: Any, where: Translatable) -> Any:
        """An id that a list knows stays; what it does not know was typed."""
        if not isinstance(item, str):
            return item
        shown = display(field, item, Language.ZH, self._vocabularies)
        return self._redaction.text(item, where) if shown == item else item


def _cell_label(table: FormField, column: FormField) -> Label:
    return Label(f"{table.label.zh}·{column.label.zh}", f"{table.label.en}: {column.label.en}")

# SPDX-License-Identifier: Apache-2.0
"""A dossier as an audience sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.audiences.answers import seen_answers
from models.audiences.files import seen_files
from models.audiences.hiding import copied, hiding, reduced
from models.audiences.identities import identities
from models.audiences.redaction import Redaction
from models.dossier import Withheld
from models.fields import TAG_VOCABULARIES
from models.language import message
from models.programme.conditions import parse_condition
from models.programme.problems import OTHER_NAMES
from models.programme.slots import slot_applies, slot_required

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from models.audiences.hiding import Hiding
    from models.audiences.profile import Audience
    from models.audiences.redaction import Hit
    from models.dossier import Dossier, StageStep
    from models.errors import Problem
    from models.language import Language
    from models.programme.answers import Answers, File
    from models.programme.schema import Programme, Relief, Slot

_YES = parse_condition("True")


@dataclass(frozen=True)
class Seen:
    """What an audience sees of an application.

    Attributes:
        dossier: Everything that it does not see is gone from it.
        taken: Words that were taken out of texts.
        left: Words in texts that may still tell; somebody should look at them.
    """

    dossier: Dossier
    taken: tuple[Hit, ...] = ()
    left: tuple[Hit, ...] = ()


def _unread(_file: File) -> str:
    return ""


def seen_by(
    dossier: Dossier,
    audience: Audience,
    language: Language,
    *,
    further: Iterable[str] = (),
    reads: Callable[[File], str] = _unread,
) -> Seen:
    """Take out of a dossier what an audience does not get to see.

    - Hidden fields, columns, rows, files, steps, problems, notes and reasons are not in the result,
      so no report can print them, and what it says about itself is made from the result.
    - The number, the version code and the head of the history stay: by them the office finds again
      what was judged, and they say nothing to anybody else.
    - What was computed from hidden values stays as an outcome (yes, no), never as a figure.

    Args:
        language: Of what stands where something was taken out.
        further: Words that tell and stand in no field, named by who sends it.
        reads: The text of an attachment; asked for where the audience judges blind.
    """
    found = hiding(dossier.programme, audience)
    words = identities(dossier.answers, found, dossier.vocabularies, further)
    redaction = Redaction(words, audience, language)
    programme = _programme(dossier, found)
    answers = seen_answers(dossier.answers, found, programme, redaction, dossier.vocabularies)
    files, left_out = seen_files(dossier, found, redaction, language, reads)
    parts = audience.hides.parts
    made = replace(
        dossier,
        programme=programme,
        answers=replace(answers, files=files),
        steps=() if "stages" in parts else _steps(dossier, redaction),
        problems=() if "problems" in parts else tuple(_problems(dossier, found, redaction)),
        tags=_tags(dossier, found, redaction),
        withheld=Withheld(
            audience=audience.id,
            label=audience.label,
            wording=audience.wording,
            blind=audience.blind,
            tells=audience.tells,
            parts=parts,
            facts=frozenset(found.fields),
            fields=found.labels() if audience.tells else (),
            attachments=left_out if audience.tells else (),
        ),
    )
    return Seen(made, redaction.taken, redaction.left)


def _programme(dossier: Dossier, found: Hiding) -> Programme:
    """The programme as far as it is asked of this application, its conditions decided beforehand."""
    answers, parts = dossier.answers, found.audience.hides.parts
    asked = reduced(found)
    sections = (
        copied(
            section, field=tuple(item for item in section.field if item.id not in answers.hidden)
        )
        for section in asked.section
    )
    return copied(
        asked,
        section=tuple(section for section in sections if section.field),
        slot=() if "attachments" in parts else tuple(_slots(dossier, found)),
        relief=_relief(dossier.programme.relief, answers),
    )


def _relief(relief: Relief | None, answers: Answers) -> Relief | None:
    if relief is None or not relief.when.holds(answers.scope):
        return None
    return copied(relief, when=_YES)


def _slots(dossier: Dossier, found: Hiding) -> Iterator[Slot]:
    answers = dossier.answers
    filled = {file.slot for file in answers.files}
    for slot in dossier.programme.slot:
        applies = slot_applies(slot, answers)
        if slot.id not in found.slots and (applies or slot.id in filled):
            required = applies and slot_required(slot, answers)
            yield copied(slot, required=required, variants=())


def _steps(dossier: Dossier, redaction: Redaction) -> tuple[StageStep, ...]:
    where = message("Stage history")
    return tuple(replace(step, reason=redaction.text(step.reason, where)) for step in dossier.steps)


def _problems(dossier: Dossier, found: Hiding, redaction: Redaction) -> Iterator[Problem]:
    """The problems of what is seen; those of quotas and of other names are the office's own."""
    hides, programme = found.audience.hides, dossier.programme
    own = {OTHER_NAMES, *(quota.id for quota in programme.quota)}
    rules = {rule.id: rule for rule in programme.rule}
    where = message("Problems found")
    for problem in dossier.problems:
        head, _, rest = problem.field.partition("/")
        about = rest.partition("/")[0] if head in {"verified", "slot"} else head
        rule = rules.get(problem.rule)
        if (
            problem.rule in own
            or (problem.waived and hides.notes)
            or (head == "verified" and hides.findings != "beside")
            or about in (found.slots if head == "slot" else found.fields)
            or rest.rpartition("/")[2] in found.columns.get(head, ())
            or (rule is not None and found.touches(rule.check, rule.when))
        ):
            continue
        yield replace(
            problem,
            message=redaction.said(problem.message, where),
            fix=redaction.said(problem.fix, where) if problem.fix else None,
            waived=redaction.text(problem.waived, where),
        )


def _tags(dossier: Dossier, found: Hiding, redaction: Redaction) -> Mapping[str, tuple[str, ...]]:
    """The tags but those that the profile hides, and those of fields that it hides."""
    hides = found.audience.hides
    gone = {*hides.tags, *(TAG_VOCABULARIES.get(name, "") for name in found.fields)}
    if "tags" in hides.parts:
        return {}
    return {
        name: tuple(_term(term, name, dossier, redaction) for term in terms)
        for name, terms in dossier.tags.items()
        if name not in gone
    }


def _term(term: str, name: str, dossier: Dossier, redaction: Redaction) -> str:
    """A term that its vocabulary knows; any other was typed."""
    vocabulary = dossier.vocabularies.get(name)
    if vocabulary is not None and vocabulary.get(term) is not None:
        return term
    return redaction.text(term, message("Tags"))

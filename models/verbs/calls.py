# SPDX-License-Identifier: Apache-2.0
"""Opening calls, and amending them by a supplementary notice (IN-12, N24)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.duties import Duty
from models.errors import RefusedError, UserError
from models.language import message
from models.programme.loading import definition_text, read_programme, shipped_programmes
from models.programme.problems import find_problems
from models.programme.vocabulary import shipped_vocabularies, vocabulary_text
from models.rules.numbers import parse_pattern
from models.rules.text import clean
from models.storage.backup import BackupReason
from models.tables import Application, Call, Definition, Trash, VocabularyVersion
from models.unknown import UnknownNameError
from models.verbs.required import required_text
from models.views.dossiers import answers_of
from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.change import Change
    from models.errors import Problem
    from models.programme.answers import Answers
    from models.programme.schema import Programme
    from models.reader import Reader
    from models.workspace import Workspace


class DatesOrderError(UserError):
    """A call would close before it opens."""

    def __init__(self, opens: date, closes: date) -> None:
        super().__init__(
            message("The call would close on {closes}, before it opens on {opens}.",
                    opens=opens, closes=closes)
        )  # fmt: skip


class PatternError(UserError):
    """The pattern of application numbers has mistakes."""

    def __init__(self, pattern: str, fault: Any) -> None:
        super().__init__(
            message("The number pattern {pattern} cannot be used: {fault}",
                    pattern=pattern, fault=fault)
        )  # fmt: skip


class QuotaNumberError(UserError):
    """A quota is no number of applications."""

    def __init__(self, quota: str, number: int) -> None:
        super().__init__(
            message("A quota is a number from 0 up: {quota}={number} is none.",
                    quota=quota, number=f"{number:g}")
        )  # fmt: skip


class CallThereError(UserError):
    """A call has that id, in use or not: numbers of applications refer to it for good."""

    def __init__(self, key: str) -> None:
        super().__init__(message("There is a call {call} already.", call=key))


class OtherProgrammeError(RefusedError):
    """A notice amends a call with a version of its own programme, not with another programme."""

    def __init__(self, wanted: str, own: str) -> None:
        super().__init__(
            message(
                "The call follows the programme {own}; it cannot be amended with {wanted}.",
                own=own,
                wanted=wanted,
            )
        )


class SameVersionError(RefusedError):
    """Two different definitions cannot be told apart on paper when their versions are equal."""

    def __init__(self, file: str, version: str) -> None:
        super().__init__(
            message(
                "{file} differs from the definition in use, but has the same version {version}."
                " Give it a new version.",
                file=file,
                version=version,
            )
        )


class NothingToAmendError(UserError):
    """A notice was named, but not what it amends."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "Say what the notice amends: the definition, the last day or a quota (--programme,"
                " --closes, --quota). Nothing was changed."
            )
        )


class StageGoneError(RefusedError):
    """An amended programme lacks a stage in which applications are."""

    def __init__(self, stage: str, n: int) -> None:
        super().__init__(
            message(
                "The amended programme has no stage “{stage}”, and {n} applications are in it.",
                stage=stage,
                n=n,
            )
        )


@dataclass(frozen=True, slots=True)
class Affected:
    """An application that an amendment touches, with the problems that come and go."""

    number: str
    title: str
    stage: str
    before: int
    after: int
    new_problems: tuple[Problem, ...]
    gone_problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a supplementary notice changes: shown first, and what was done after.

    Attributes:
        untouched: How many applications are decided and stay with the version that judged them.
    """

    call: str
    old_version: str
    new_version: str
    affected: tuple[Affected, ...]
    untouched: int


def add_call(
    workspace: Workspace,
    *,
    programme: str,
    title: str,
    opens: date | None = None,
    closes: date | None = None,
    notice: str = "",
    pattern: str = "",
    number_values: Mapping[str, str] | None = None,
    quotas: Mapping[str, int] | None = None,
    contact: str = "",
    key: str = "",
) -> str:
    """Open a call of a programme; its id comes back.

    The definition is kept whole in the workspace, so that the call stays as it is when the program
    brings a newer one.

    Args:
        programme: The id of a programme, or a TOML file.
        quotas: Numbers of this call by quota id.

    Raises:
        DefinitionError: The file has mistakes; all are listed.
        UnknownProgrammeError: There is no such programme.
        CallThereError: A call has that id.
        QuotaNumberError: A quota is less than 0.
    """
    if opens and closes and closes < opens:
        raise DatesOrderError(opens, closes)
    text, file, own = _definition(workspace.reader, programme)
    read = read_programme(text, file=file, vocabularies=_known(workspace.reader))
    pattern = pattern or read.number.pattern
    _refuse_quotas(read, quotas)
    for fault in parse_pattern(pattern).faults:
        raise PatternError(pattern, fault)
    year = opens.year if opens else int(workspace.clock()[:4])
    key = clean(key).text or _free_key(workspace.reader, f"{read.id}-{year}")
    if workspace.reader.first(select(Call.uid).where(Call.key == key)) is not None:
        raise CallThereError(key)
    title = required_text(title, message("title"))
    with workspace.change(
        message("Open the call “{title}”", title=title), duty=Duty.CHECK
    ) as change:
        uid = _keep_definition(change, read, text, file, own=own, notice="")
        change.insert(
            Call,
            key=key,
            programme=read.id,
            definition_uid=uid,
            title=title,
            notice=clean(notice).text or None,
            opens=opens.isoformat() if opens else None,
            closes=closes.isoformat() if closes else None,
            number_pattern=pattern,
            number_values={**read.number.values, **(number_values or {})},
            quotas=dict(quotas) if quotas else None,
            contact=clean(contact).text or None,
        )
    return key


def plan_amendment(reader: Reader, *, call: str, programme: str = "") -> Amendment:
    """Say what an amended programme would change for each application that is not yet decided.

    Raises:
        OtherProgrammeError: The file is another programme.
        StageGoneError: A stage in which applications are is missing.
    """
    found = call_row(reader, call)
    old = reader.library.programme(found.definition_uid)
    if not programme:
        return Amendment(found.key, old.version, old.version, (), 0)
    text, file, _ = _definition(reader, programme)
    new = read_programme(text, file=file, vocabularies=_known(reader))
    if new.id != old.id:
        raise OtherProgrammeError(new.id, old.id)
    if new.version == old.version and new != old:
        raise SameVersionError(file, new.version)
    rows = _applications(reader, found.uid)
    open_rows = [row for row in rows if not _decided(reader, row)]
    stages = {row.stage for row in open_rows} - new.stages.keys()
    for stage in stages:
        raise StageGoneError(stage, sum(row.stage == stage for row in open_rows))
    affected: list[Affected] = []
    for start in range(0, len(open_rows), 400):
        some = open_rows[start : start + 400]
        loaded = answers_of(reader, [row.uid for row in some])
        affected += [
            item
            for row in some
            if (item := _compare(reader, row, loaded[row.uid], new)) is not None
        ]
    return Amendment(
        found.key, old.version, new.version, tuple(affected), len(rows) - len(open_rows)
    )


def amend_call(
    workspace: Workspace,
    *,
    call: str,
    notice: str,
    programme: str = "",
    closes: date | None = None,
    quotas: Mapping[str, int] | None = None,
) -> Amendment:
    """Amend a call, open or closed, by a supplementary notice: one change that can be undone.

    Applications that are not yet decided are judged by the new version from now on; decided ones
    keep theirs, and the old version stays in the workspace.
    """
    if not programme and closes is None and not quotas:
        raise NothingToAmendError
    found = call_row(workspace.reader, call)
    amendment = plan_amendment(workspace.reader, call=call, programme=programme)
    if closes and found.opens and closes.isoformat() < found.opens:
        from datetime import date as day

        raise DatesOrderError(day.fromisoformat(found.opens), closes)
    _refuse_quotas(workspace.reader.library.programme(found.definition_uid), quotas)
    values: dict[str, Any] = {}
    if closes:
        values["closes"] = closes.isoformat()
    if quotas is not None:
        values["quotas"] = {**(found.quotas or {}), **quotas}
    notice = required_text(notice, message("notice"))
    values["notice"] = f"{found.notice}\n{notice}".strip() if found.notice else notice
    workspace.back_up(BackupReason.BULK)
    step = message("Amend the call “{title}”: {notice}", title=found.title, notice=notice)
    with workspace.change(step, duty=Duty.APPROVE, reason=notice) as change:
        if programme:
            text, file, own = _definition(workspace.reader, programme)
            read = read_programme(text, file=file, vocabularies=_known(workspace.reader))
            uid = _keep_definition(change, read, text, file, own=own, notice=notice)
            values["definition_uid"] = uid
            rows = _applications(workspace.reader, found.uid)
            moved = [row.uid for row in rows if not _decided(workspace.reader, row)]
            change.set_many(Application, {item: {"definition_uid": uid} for item in moved})
        change.set(Call, found.uid, values)
    return amendment


def keep_programme(workspace: Workspace, *, file: str) -> str:
    """Put a definition of the office's own into its workspace; its id comes back."""
    text, name = definition_text(file)
    read = read_programme(text, file=name, vocabularies=_known(workspace.reader))
    for other_file, other in own_programme_texts(workspace.reader):
        known = read_programme(other, file=other_file, vocabularies=_known(workspace.reader))
        if (known.id, known.version) == (read.id, read.version) and other != text:
            raise SameVersionError(name, read.version)
    step = message("Add the programme “{programme}”", programme=read.label)
    with workspace.change(step, duty=Duty.APPROVE) as change:
        _keep_definition(change, read, text, name, own=True, notice="")
    return read.id


def own_programme_texts(reader: Reader) -> list[tuple[str, str]]:
    """File name and text of the definitions that the office made for itself, the newest of each."""
    rows = reader.rows(
        select(Definition.key, Definition.file, Definition.text)
        .where(Definition.own.is_(True), Definition.trashed == Trash.LIVE)
        .order_by(Definition.id)
    )
    return list({row.key: (row.file, row.text) for row in rows}.values())


def _definition(reader: Reader, id_or_file: str) -> tuple[str, str, bool]:
    """A definition by id (the office's own first) or by file: text, name, whether it is its own."""
    row = reader.first(
        select(Definition.__table__)
        .where(
            Definition.key == id_or_file, Definition.own.is_(True), Definition.trashed == Trash.LIVE
        )
        .order_by(Definition.id.desc())
    )
    if row is not None:
        return row.text, row.file, True
    text, name = definition_text(id_or_file)
    return text, name, id_or_file not in shipped_programmes()


def _refuse_quotas(programme: Programme, quotas: Mapping[str, int] | None) -> None:
    known = [quota.id for quota in programme.quota]
    for name, number in (quotas or {}).items():
        if name not in known:
            raise UnknownNameError(message("quota"), name, known)
        if not 0 <= number <= _LARGEST_QUOTA:
            raise QuotaNumberError(name, number)


_LARGEST_QUOTA = 10**9


def _known(reader: Reader) -> Mapping[str, Any]:
    return reader.library.vocabularies()


def _keep_definition(
    change: Change, programme: Programme, text: str, file: str, *, own: bool, notice: str
) -> str:
    """The uid of a stored definition with this text; stored once, with the vocabularies it uses."""
    same = change.reader.first(
        select(Definition.uid).where(
            Definition.key == programme.id,
            Definition.text == text,
            Definition.trashed == Trash.LIVE,
        )
    )
    if same is not None:
        return str(same.uid)
    used = {
        item.vocabulary
        for field in programme.fields.values()
        for item in (field, *field.columns)
        if item.vocabulary
    } | {"directions", "products", "tasks"}
    bound = {
        key: _keep_vocabulary(change, key) for key in sorted(used) if key in shipped_vocabularies()
    }
    return change.insert(
        Definition,
        key=programme.id,
        version=programme.version,
        file=file,
        text=text,
        vocabularies=bound,
        own_vocabularies=sorted(used - shipped_vocabularies().keys()) or None,
        own=own,
        notice=notice or None,
    )


def _keep_vocabulary(change: Change, key: str) -> str:
    text = vocabulary_text(key)
    version = shipped_vocabularies()[key].version
    same = change.reader.first(
        select(VocabularyVersion.uid).where(
            VocabularyVersion.key == key,
            VocabularyVersion.text == text,
            VocabularyVersion.trashed == Trash.LIVE,
        )
    )
    if same is not None:
        return str(same.uid)
    return change.insert(VocabularyVersion, key=key, version=version, text=text, local=False)


def _free_key(reader: Reader, stem: str) -> str:
    stem = re.sub(r"[^a-z0-9-]+", "-", stem.lower())
    taken = {row.key for row in reader.rows(select(Call.key))}
    n = 1
    while f"{stem}-{n}" in taken:
        n += 1
    return f"{stem}-{n}"


def _applications(reader: Reader, call_uid: str) -> Sequence[Any]:
    columns = (
        *(Application.uid, Application.number, Application.title),
        *(Application.stage, Application.definition_uid),
    )
    statement = select(*columns).where(
        Application.call_uid == call_uid, Application.trashed < Trash.EMPTIED
    )
    return reader.rows(statement.order_by(Application.number))


def _decided(reader: Reader, row: Any) -> bool:
    programme = reader.library.programme(row.definition_uid)
    return programme.stages[row.stage].final


def _compare(reader: Reader, row: Any, answers: Answers, new: Programme) -> Affected | None:
    vocabularies = reader.library.vocabularies(row.definition_uid)
    before = find_problems(answers, vocabularies)
    amended = type(answers)(
        programme=new,
        stored=answers.stored,
        rows=answers.rows,
        verified=answers.verified,
        checklist=answers.checklist,
        waivers=answers.waivers,
        files=answers.files,
        dates=answers.dates,
    )
    after = find_problems(amended, vocabularies)
    known = {(problem.rule, problem.message) for problem in before}
    still = {(problem.rule, problem.message) for problem in after}
    if known == still:
        return None
    return Affected(
        number=row.number,
        title=row.title or "",
        stage=row.stage,
        before=len(before),
        after=len(after),
        new_problems=tuple(p for p in after if (p.rule, p.message) not in known),
        gone_problems=tuple(p for p in before if (p.rule, p.message) not in still),
    )

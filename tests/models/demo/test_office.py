# SPDX-License-Identifier: Apache-2.0
"""The sample office as a whole: sound, in all stages, the same again for the same seed."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models.demo import DemoOffice, build_office
from models.errors import Severity
from models.language import from_json
from models.programme.checklist import checklist_outcome
from models.programme.problems import find_problems
from models.progress import NoProgress
from models.rules.credit_code import check
from models.storage.integrity import check_workspace
from models.tables import Applicant, Application, Attachment, HistoryEntry, StageEvent
from models.views import register
from models.views.dossiers import answers_of
from models.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.reader import Reader

EARLY = {"draft", "submitted", "supplement", "not_accepted", "withdrawn"}


def paper(path: Path, title: str, text: str) -> None:
    path.write_text(f"%PDF-1.4 /Type /Page {title} {text}", encoding="utf-8")


def made(folder: Path, applications: int, seed: int = 7) -> DemoOffice:
    return build_office(
        folder, applications=applications, seed=seed, make_file=paper, progress=NoProgress()
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> DemoOffice:
    return made(tmp_path_factory.mktemp("demo") / "office", 120)


@pytest.fixture(scope="module")
def reader(office: DemoOffice) -> Iterator[Reader]:
    with Workspace.open(office.folder) as workspace:
        yield workspace.reader


@pytest.fixture(scope="module")
def rows(reader: Reader) -> list[register.RegisterRow]:
    return register.page(reader, register.Query())


def test_nothing_is_wrong_with_the_workspace(reader: Reader) -> None:
    assert [str(fault) for fault in check_workspace(reader).faults] == []


def test_one_backup_is_taken_at_the_end(office: DemoOffice) -> None:
    assert len(list((office.folder / "backups").glob("*.zip"))) == 1


def test_as_many_applications_as_were_asked_for(
    office: DemoOffice, rows: list[register.RegisterRow]
) -> None:
    assert len(rows) == len(set(office.numbers)) == 120
    assert {row.number for row in rows} == set(office.numbers)
    assert {row.call for row in rows} == set(office.calls)
    assert len({row.title for row in rows}) == 120


def test_every_stage_of_every_programme_occurs(
    reader: Reader, rows: list[register.RegisterRow]
) -> None:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        seen[row.definition_uid].add(row.stage)
    for definition, stages in seen.items():
        assert stages == set(reader.library.programme(definition).stages)


def test_what_was_accepted_has_no_errors_and_every_file(
    reader: Reader, rows: list[register.RegisterRow]
) -> None:
    beyond = [row for row in rows if row.stage not in EARLY]
    answers = answers_of(reader, [row.uid for row in beyond])
    for row in beyond:
        vocabularies = reader.library.vocabularies(row.definition_uid)
        found = find_problems(answers[row.uid], vocabularies)
        wrong = [str(item.message) for item in found if item.severity is Severity.ERROR]
        assert not wrong, (row.number, wrong)


def test_what_passed_the_formal_review_has_a_full_checklist(reader: Reader) -> None:
    passed = reader.rows(select(StageEvent.application_uid).where(StageEvent.stage == "screened"))
    uids = [row.application_uid for row in passed]
    assert len(uids) > 20
    for found in answers_of(reader, uids).values():
        outcomes = {checklist_outcome(item, found) for item in found.programme.checklist}
        assert "open" not in outcomes


def test_some_applications_have_errors(reader: Reader, rows: list[register.RegisterRow]) -> None:
    answers = answers_of(reader, [row.uid for row in rows])
    wrong = 0
    for row in rows:
        found = find_problems(answers[row.uid], reader.library.vocabularies(row.definition_uid))
        wrong += any(
            item.severity is Severity.ERROR and not item.field.startswith("slot/") for item in found
        )
    assert 0.05 <= wrong / len(rows) <= 0.25


def test_stage_histories_follow_the_moves_in_order_of_time(reader: Reader) -> None:
    events = reader.rows(select(StageEvent.__table__).order_by(StageEvent.id))
    paths: defaultdict[str, list[Any]] = defaultdict(list)
    for event in events:
        paths[event.application_uid].append(event)
    found = reader.rows(select(Application.uid, Application.definition_uid, Application.stage))
    for row in found:
        path = paths[row.uid]
        programme = reader.library.programme(row.definition_uid)
        assert path[0].stage == programme.first_stage
        assert path[-1].stage == row.stage
        assert [event.at for event in path] == sorted(event.at for event in path)
        for before, event in pairwise(path):
            assert event.left == before.stage
            move = next(m for m in programme.moves_from(before.stage) if m.to == event.stage)
            assert bool(event.reason) or not move.reason


def test_search_finds_all_of_them(reader: Reader, rows: list[register.RegisterRow]) -> None:
    for row in rows:
        assert row.uid in register.uids(reader, register.Query(text=row.title))


def test_there_are_tags_findings_waivers_and_an_undo(reader: Reader) -> None:
    applications = reader.rows(select(Application.__table__))
    assert any((row.tags or {}).get("labels") for row in applications)
    assert any((row.tags or {}).get("sample-chain") for row in applications)
    assert any(row.verified for row in applications)
    assert any(row.waivers for row in applications)
    assert any((row.office_answers or {}).get("recommend_rank") for row in applications)
    kinds = {row.kind for row in reader.rows(select(HistoryEntry.kind))}
    assert {"change", "undo", "barrier"} <= kinds
    operators = {row.operator for row in reader.rows(select(HistoryEntry.operator))}
    assert len(operators) == 3


def test_history_happens_in_spring_2026_and_never_goes_back(reader: Reader) -> None:
    entries = reader.rows(select(HistoryEntry.__table__).order_by(HistoryEntry.sequence))
    times = [entry.at for entry in entries[1:]]
    assert times == sorted(times)
    assert all("2026-02" <= at <= "2026-07" for at in times)
    assert all(str(from_json(entry.message)) for entry in entries)


def test_a_file_is_stored_once_for_many_slots(office: DemoOffice, reader: Reader) -> None:
    shas = [row.sha256 for row in reader.rows(select(Attachment.sha256))]
    files = [path for path in (office.folder / "attachments").rglob("*") if path.is_file()]
    assert len(shas) > 300
    assert len(set(shas)) == len(files) <= 12


def test_some_applicants_apply_several_times(reader: Reader) -> None:
    applicants = reader.rows(select(Applicant.uid))
    assert len(applicants) < 115
    assert len(applicants) > 70


def test_most_credit_codes_are_valid(rows: list[register.RegisterRow]) -> None:
    valid = sum(check(row.credit_code).valid for row in rows)
    assert 110 <= valid < 120


def test_some_of_each_call_are_ready_to_print(
    office: DemoOffice, rows: list[register.RegisterRow]
) -> None:
    by_number = {row.number: row for row in rows}
    assert {by_number[number].call for number in office.ready} == set(office.calls)
    assert not {by_number[number].stage for number in office.ready} & EARLY


def test_the_same_seed_gives_the_same_office(
    tmp_path: Path, rows: list[register.RegisterRow]
) -> None:
    first, second = (_values(made(tmp_path / name, 16, seed=5)) for name in ("a", "b"))
    assert first == second
    assert not {title for _, title, *_ in first} & {row.title for row in rows}


def _values(office: DemoOffice) -> list[Any]:
    with Workspace.open(office.folder) as workspace:
        found = workspace.reader.rows(select(Application.__table__).order_by(Application.id))
        answers = answers_of(workspace.reader, [row.uid for row in found])
        return [
            (
                *(row.number, row.title, row.applicant, row.stage, row.stage_since, row.received),
                *(row.tags, row.checklist, row.verified, row.waivers, answers[row.uid].stored),
                {
                    key: [cells.values for cells in table]
                    for key, table in answers[row.uid].rows.items()
                },
            )
            for row in found
        ]


def test_an_operator_may_be_named(tmp_path: Path) -> None:
    office = build_office(
        tmp_path / "o", applications=0, make_file=paper, progress=NoProgress(), operator="周录入"
    )
    with Workspace.open(office.folder, write=True) as workspace:
        assert workspace.operator.name == "周录入"
    assert office.numbers == ()

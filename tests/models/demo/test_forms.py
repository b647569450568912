# SPDX-License-Identifier: Apache-2.0
"""Sample forms: good ones pass the rules of their programme, faulty ones do not."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from models.demo.answers import answers_for
from models.demo.codes import credit_code, slipped
from models.demo.companies import company
from models.demo.faults import Quality
from models.demo.journeys import journey
from models.demo.plans import tables_apart
from models.demo.subjects import subjects
from models.errors import Problem, Severity
from models.programme.answers import Answers, Row
from models.programme.loading import programme_text, read_programme, shipped_programmes
from models.programme.problems import find_problems
from models.programme.values import understand
from models.programme.vocabulary import shipped_vocabularies
from models.rules.credit_code import check, organisation_part_valid

if TYPE_CHECKING:
    from models.programme.schema import Programme

DATES = {"opens": date(2026, 3, 1), "closes": date(2026, 4, 10), "received": date(2026, 4, 1)}
each = pytest.mark.parametrize("name", shipped_programmes())


@cache
def programme(name: str) -> Programme:
    return read_programme(programme_text(name), file=f"{name}.toml")


def problems(name: str, answers: dict[str, Any]) -> list[Problem]:
    plain, tables = tables_apart(programme(name), answers)
    rows = {key: tuple(Row(str(n), row) for n, row in enumerate(found))
            for key, found in tables.items()}  # fmt: skip
    found = find_problems(
        Answers(programme(name), plain, rows, dates=DATES), shipped_vocabularies()
    )
    return [item for item in found if not item.field.startswith("slot/")]


@each
def test_good_forms_pass_the_rules_of_their_programme(name: str) -> None:
    rng = Random(3)
    for _ in range(25):
        answers = answers_for(programme(name), rng)
        wrong = [item for item in problems(name, answers) if item.severity is not Severity.NOTE]
        assert not wrong, (wrong[0].rule, str(wrong[0].message))


@each
def test_faulty_forms_have_an_error(name: str) -> None:
    rng = Random(4)
    for _ in range(25):
        found = problems(name, answers_for(programme(name), rng, Quality.FAULTY))
        assert any(item.severity is Severity.ERROR for item in found)


@each
def test_faults_differ(name: str) -> None:
    rng = Random(5)
    kinds = {
        problem.rule
        for _ in range(30)
        for problem in problems(name, answers_for(programme(name), rng, Quality.FAULTY))
    }
    assert len(kinds) >= 4


@each
def test_a_slip_in_the_code_is_a_warning_and_no_error(name: str) -> None:
    found = problems(name, answers_for(programme(name), Random(6), Quality.SLIPPED))
    assert [(item.field, item.severity) for item in found] == [("credit_code", Severity.WARNING)]


@each
def test_values_are_in_the_form_in_which_they_are_stored(name: str) -> None:
    answers = answers_for(programme(name), Random(7))
    plain, tables = tables_apart(programme(name), answers)
    for key, value in plain.items():
        made = understand(programme(name).fields[key], value, shipped_vocabularies()).stored
        assert made == value, key
    for table, rows in tables.items():
        for row in rows:
            for key, value in row.items():
                column = programme(name).fields[table].column(key)
                assert column is not None
                assert understand(column, value, shipped_vocabularies()).stored == value, key


@each
def test_no_two_titles_are_alike_at_a_thousand(name: str) -> None:
    rng, taken = Random(8), set[str]()
    count = 60 if name == "incubator" else 1000
    titles = {
        answers_for(programme(name), rng, taken=taken, longest=120)["title"] for _ in range(count)
    }
    assert len(titles) == count


@each
def test_the_same_seed_gives_the_same_form(name: str) -> None:
    first, second = (answers_for(programme(name), Random(9)) for _ in range(2))
    other = answers_for(programme(name), Random(10))
    assert first == second
    assert first != other


def test_credit_codes_pass_both_checks() -> None:
    rng = Random(11)
    for _ in range(300):
        code = credit_code(rng, "420106", rng.choice(["91", "12"]))
        assert check(code).valid, code
        assert organisation_part_valid(code), code


def test_slipped_codes_do_not_pass() -> None:
    rng = Random(12)
    for _ in range(200):
        assert not check(slipped(rng, credit_code(rng, "420106"))).valid


def test_companies_differ() -> None:
    rng = Random(13)
    names = [company(rng, rng.choice(subjects()))[0] for _ in range(1000)]
    assert len(set(names)) > 900


@each
def test_every_way_through_the_stages_follows_allowed_moves(name: str) -> None:
    rng = Random(14)
    for target in programme(name).stages:
        for _ in range(5):
            path = journey(rng, programme(name), target)
            assert path[0] == programme(name).first_stage
            assert path[-1] == target
            for before, after in pairwise(path):
                assert after in {move.to for move in programme(name).moves_from(before)}

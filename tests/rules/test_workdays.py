# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.workdays import load_calendar

D = date.fromisoformat


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-09-28", True),  # a Sunday worked in exchange
        ("2025-09-30", True),
        *((f"2025-10-0{n}", False) for n in range(1, 9)),
        ("2025-10-09", True),
        ("2025-10-11", True),  # a Saturday worked in exchange
        ("2025-10-12", False),
        ("2026-01-04", True),
        ("2026-02-13", True),
        ("2026-02-14", True),  # Spring Festival: 15 to 23 February
        *((f"2026-02-{n}", False) for n in range(15, 24)),
        ("2026-02-24", True),
        ("2026-02-28", True),
        ("2026-03-01", False),
    ],
)
def test_holidays_and_exchanged_weekends_are_known(day: str, *, worked: bool) -> None:
    assert load_calendar().is_workday(D(day)) is worked


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2025-06-27", 5, "2025-07-04"),
        ("2025-09-26", 5, "2025-10-10"),  # past National Day, over two worked weekend days
        ("2025-09-26", 0, "2025-09-26"),
        ("2025-10-01", 1, "2025-10-09"),
        ("2025-10-10", -5, "2025-09-26"),
        ("2026-02-13", 3, "2026-02-25"),
    ],
)
def test_a_deadline_in_working_days(start: str, n: int, end: str) -> None:
    assert load_calendar().add(D(start), n) == D(end)


@pytest.mark.parametrize(
    ("start", "end", "n"),
    [
        ("2025-09-26", "2025-10-10", 5),
        ("2025-09-30", "2025-10-08", 0),
        ("2025-09-30", "2025-10-09", 1),
        ("2025-10-09", "2025-09-30", -1),
        ("2025-10-09", "2025-10-09", 0),
    ],
)
def test_working_days_between_two_days(start: str, end: str, n: int) -> None:
    assert load_calendar().between(D(start), D(end)) == n


@given(st.dates(date(2003, 1, 1), date(2030, 12, 31)), st.integers(1, 30))
def test_the_days_added_are_the_days_counted(day: date, n: int) -> None:
    calendar = load_calendar()
    end = calendar.add(day, n)
    assert calendar.is_workday(end)
    assert calendar.between(day, end) == n
    assert calendar.between(end, day) == -n


def test_beyond_the_announced_years_weekdays_are_counted_and_it_is_not_certain() -> None:
    calendar = load_calendar()
    beyond = max(calendar.announced) + 2
    assert {2004, 2024, 2025, 2026} <= calendar.announced
    assert calendar.certain(D("2025-12-20"), D("2026-01-10"))
    assert calendar.certain(D("2026-01-10"), D("2025-12-20"))
    assert not calendar.certain(D("2026-12-20"), date(beyond, 1, 10))
    assert not calendar.certain(D("2003-12-20"), D("2004-01-10"))
    national_week = [date(beyond, 10, 1) + timedelta(days=n) for n in range(7)]
    assert sum(calendar.is_workday(day) for day in national_week) == 5


def test_an_office_adds_days_off_and_days_worked() -> None:
    calendar = load_calendar({D("2025-11-28"): False, D("2025-11-29"): True})
    assert not calendar.is_workday(D("2025-11-28"))
    assert calendar.is_workday(D("2025-11-29"))
    assert load_calendar().is_workday(D("2025-11-28"))


def test_an_office_overrides_what_is_announced() -> None:
    calendar = load_calendar({D("2025-10-03"): True, D("2025-09-28"): False})
    assert calendar.is_workday(D("2025-10-03"))
    assert not calendar.is_workday(D("2025-09-28"))
    assert D("2025-10-03") not in calendar.holidays


def test_a_new_year_is_announced_once_an_office_has_added_its_national_day() -> None:
    year = max(load_calendar().announced) + 1
    local = load_calendar({date(year, 4, 6): False})
    whole = load_calendar({date(year, 10, 1): False})
    assert not local.certain(date(year, 1, 1), date(year, 2, 1))
    assert whole.certain(date(year, 1, 1), date(year, 2, 1))


def test_the_announced_calendar_is_read_once() -> None:
    assert load_calendar() is load_calendar({})

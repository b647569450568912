# SPDX-License-Identifier: Apache-2.0
"""The page for the director and the list for publicity, read back with another library."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from models.language import Language
from reports.summary import Frame
from reports.summary.briefing import write_briefing
from reports.summary.faults import NoPublicityError
from reports.summary.pdf import write_publicity_pdf, write_summary_pdf
from tests.reports.summary.conftest import applications, quota_states
from tests.reports.summary.test_pdf import pages

if TYPE_CHECKING:
    from pathlib import Path

    from reports.summary import SummaryRow


DUE = (date(2026, 3, 1), date(2026, 4, 1), date(2026, 4, 2))
"""The last is the day of the briefing itself, so not over yet."""


def overdue_rows(around: dict[str, Any], count: int) -> list[SummaryRow]:
    """Applications of which two of three are overdue and every second has an error."""
    return [
        replace(row, due=DUE[n % 3], errors=n % 2)
        for n, row in enumerate(applications(around["programme"], count))
    ]


@pytest.mark.parametrize(("count", "quotas"), [(0, 0), (1, 60), (40, 2), (300, 60)])
def test_the_briefing_is_one_page_whatever_there_is(
    tmp_path: Path, around: dict[str, Any], count: int, quotas: int
) -> None:
    call = replace(around["call"], title="很长的批次名称" * 12)
    frame = Frame(
        **{**around, "call": call, "filters": "筛选条件" * 90},
        language=Language.ZH,
        quotas=quota_states(quotas),
    )
    rows = overdue_rows(around, count)
    assert len(pages(write_briefing(rows, tmp_path / "b.pdf", frame, count=count).path)) == 1


def test_the_briefing_says_what_is_to_be_decided_and_lists_the_first(
    tmp_path: Path, around: dict[str, Any], language: Language
) -> None:
    frame = Frame(**around, language=language, quotas=quota_states(2))
    rows = overdue_rows(around, 31)
    (text,) = pages(write_briefing(rows, tmp_path / "b.pdf", frame, count=31).path)
    whole = text.replace("\r\n", "").replace("\n", "")
    zh = language is Language.ZH
    assert ("21 份申报在当前阶段超期" if zh else "21 applications are overdue") in whole
    assert ("已超：已用 7，限 5" if zh else "is exceeded: 7 of 5") in whole
    assert ("10 份申报存在错误" if zh else "10 applications in the summary have errors") in whole
    for part in ("样例厅", "样例公司0", "128:9f2c40d1a7b3e655"):
        assert part in whole
    assert ("共 21 项" if zh else "of 21") in whole


def test_the_list_for_publicity_has_what_everybody_may_read_and_nothing_else(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    frame = Frame(**around, language=Language.ZH)
    rows = applications(around["programme"], 90)
    result = write_publicity_pdf(rows, tmp_path / "p.pdf", frame, count=90)
    text = "".join(pages(result.path))
    assert result.listed == 60
    assert [len(re.findall(rf"样例公司{n}\b", text)) for n in (0, 1, 2, 30)] == [1, 1, 0, 1]
    assert "异议请书面反映" in text
    assert "013800138000" not in text
    assert "91420100" not in text
    assert b"91420100" not in result.path.read_bytes()


def test_a_programme_that_makes_nothing_public_says_what_to_add(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    programme = around["programme"].model_copy(update={"publicity": None})
    frame = Frame(**{**around, "programme": programme}, language=Language.EN)
    with pytest.raises(NoPublicityError, match=r"\[publicity\]"):
        write_publicity_pdf([], tmp_path / "p.pdf", frame, count=0)
    assert list(tmp_path.iterdir()) == []


def test_the_summary_draws_quotas_and_charts_and_groups_its_list(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    frame = Frame(**around, language=Language.ZH, quotas=quota_states(2), group_by="direction")
    rows = applications(around["programme"], 31)
    found = pages(write_summary_pdf(rows, tmp_path / "s.pdf", frame, count=31).path)
    text = "".join(found)
    for part in ("名额使用情况", "7／5，超 2", "申报数（按方向）", "申报数（按阶段）"):
        assert part in text
    assert text.count("小计") >= 4
    last_rows = next(page for page in found if "填表人：" in page)
    assert "合计" in last_rows

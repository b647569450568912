# SPDX-License-Identifier: Apache-2.0
"""Dossiers for the tests of packets: short, typical, absurd."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.dossier import CallFacts, Dossier, HistoryHead, OfficeFacts, StageStep
from models.errors import Problem, Severity
from models.language import Label, message
from models.programme.answers import Answers, File, Row, Tick, Verified
from models.programme.loading import read_programme
from models.programme.vocabulary import shipped_vocabularies

if TYPE_CHECKING:
    from models.programme.schema import Programme

TOML = Path(__file__).with_name("programme.toml")
TODAY = date(2026, 3, 5)
PLAN = (
    "以航天产业园为载体，建设商业航天先导区；到2027年，形成“研发—制造—应用”完整链条，"
    "集聚企业120家（其中规模以上35家），实现营业收入35.6亿元，同比增长18.5%。"
)


@lru_cache(maxsize=1)
def programme() -> Programme:
    return read_programme(TOML.read_text(encoding="utf-8"), file=TOML.name)


def direction() -> str:
    return next(shipped_vocabularies()["directions"].roots()).id


def product() -> str:
    return shipped_vocabularies()["products"].terms[0].id


def tenants(number: int) -> tuple[Row, ...]:
    return tuple(
        Row(
            f"t{n}",
            {"name": f"示例航天科技第{n}有限公司", "area_m2": f"{n}.25", "joined": "2025-06-01"},
        )
        for n in range(1, number + 1)
    )


def dossier(
    stored: dict[str, Any] | None = None,
    *,
    number: str = "2026001",
    rows: int = 0,
    answers: dict[str, Any] | None = None,
    **more: Any,
) -> Dossier:
    """A dossier with these answers over a few usual ones."""
    usual = {
        "title": "示例市商业航天未来产业先导区",
        "applicant": "示例市高新区管理委员会",
        "direction": direction(),
        "leased": False,
    }
    given: dict[str, Any] = {
        "programme": programme(),
        "stored": usual | (stored or {}),
        "rows": {"tenants": tenants(rows)} if rows else {},
    }
    given |= answers or {}
    made = Dossier(
        uid="u1",
        number=number,
        office=OfficeFacts("示例省工业和信息化厅", "330000", "李工", "0571-12345678"),
        call=CallFacts("c1", "2026年度第一批", "pilot", "示工信〔2026〕7号", TODAY, TODAY),
        programme=programme(),
        vocabularies=shipped_vocabularies(),
        answers=Answers(**given),
        stage="received",
        steps=(StageStep("received", datetime(2026, 3, 2, 9, 30), 3, "王经办"),),  # noqa: DTZ001 - local
        problems=(),
        version_code="7F3A-9C21",
        head=HistoryHead(128, "9f2c40d1a7b3e655" * 4),
        today=TODAY,
    )
    return replace(made, **more)


def typical(**more: Any) -> Dossier:
    """A dossier with something of everything."""
    stored = {
        "credit_code": "91330100799655058B",
        "region": "330106",
        "product": product(),
        "founded": "2019-05",
        "area_m2": "12000.5",
        "amount_wan": "36000",
        "self_wan": "9000",
        "revenue": {"2023": "100", "2024": "1250.5", "2025": "2300"},
        "summary": PLAN * 6,
        "office_view": "同意推荐。",
    }
    answers = {
        "verified": {
            "area_m2": Verified("11800", "现场核查", date(2026, 2, 28)),
            "self_wan": Verified("8000", "审计报告", date(2026, 2, 20)),
            "revenue": Verified({"2025": "2210"}, "审计报告", date(2026, 2, 20)),
        },
        "checklist": {"honest": Tick("yes", "已函询应急管理局")},
        "files": (
            File(
                "f1",
                "licence",
                "营业执照.pdf",
                "ab" * 32,
                1_234_567,
                "application/pdf",
                3,
                path="x",
            ),
            File(
                "f2",
                "photos",
                "园区.jpg",
                "cd" * 32,
                900,
                "image/jpeg",
                None,
                Label("图像损坏", "damaged"),
                "",
            ),
        ),
    }
    problems = (
        Problem(
            Severity.WARNING,
            "tenants/t2/area_m2",
            message("“{field}” is missing", field=Label("面积", "Area")),
            Label("第五条", "Article 5"),
        ),
        Problem(
            Severity.NOTE, "credit_code", Label("校验位不符", "Check digit"), waived="已核对原件"
        ),
        Problem(
            Severity.ERROR,
            "slot/audit",
            Label("缺少审计报告", "The audit report is missing"),
            fix=Label("请补交", "Hand it in"),
        ),
    )
    steps = (
        StageStep("received", datetime(2026, 3, 2, 9, 30), 3, "王经办"),  # noqa: DTZ001 - local
        StageStep(
            "review",
            datetime(2026, 3, 4, 14, 5),  # noqa: DTZ001 - local
            1,
            "李审核",
            "材料齐全，符合要求",
            date(2026, 4, 1),
            certain=False,
        ),
    )
    usual: dict[str, Any] = {
        "rows": 45,
        "answers": answers,
        "problems": problems,
        "steps": steps,
        "stage": "review",
        "received": date(2026, 3, 2),
        "tags": {"tasks": (), "labels": ("重点", "长三角"), "directions": ()},
    }
    return dossier(stored, **(usual | more))


ABSURD_TEXT = "吉祥𠮷𰻝 <b>&amp; مرحبا שלום 😀\ufffd\x07 a\u200bb葛\U000e0100 U+3402F:\U0003402f"


def absurd(**more: Any) -> Dossier:
    """A dossier that no form foresees."""
    stored = {
        "title": "超长标题" * 100,
        "applicant": "<b>&" + "无空格的单位名称" * 40,
        "summary": "建设内容，" * 4000 + "\n" + ABSURD_TEXT,
        "remark": "X" * 5000,
        "amount_wan": "not a number",
        "area_m2": "12345678901234567890.123456",
        "office_view": ABSURD_TEXT * 20,
    }
    huge = Row("huge", {"name": "一个单元格里的长文本，" * 2000, "area_m2": "1", "joined": "昨天"})
    usual: dict[str, Any] = {"answers": {"rows": {"tenants": (*tenants(150), huge, *tenants(150))}}}
    return dossier(stored, number="NO/2026:001", **(usual | more))

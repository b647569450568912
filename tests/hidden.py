# SPDX-License-Identifier: Apache-2.0
"""A dossier in which everything that an audience may not see is a marker that stands nowhere else."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.dossier import CallFacts, Dossier, HistoryHead, OfficeFacts, StageStep
from models.errors import Problem, Severity
from models.language import Label, message
from models.programme.answers import Answers, Cleared, File, Row, Tick, Verified
from models.programme.loading import read_programme
from models.programme.vocabulary import shipped_vocabularies

if TYPE_CHECKING:
    from models.programme.schema import Programme

TOML = Path(__file__).with_name("hidden.toml")
DAY = date(2026, 3, 5)
APPLICANT = "重庆珩𰻝智能科技（集团）有限公司"
FORMER = "重庆昱骉测控有限公司"
PARTNER = "成都翀犇光电股份有限公司"
BRAND = "澈野湛舟"
CONTACT, ENGINEER = "令狐曌煊", "㑇辰"
PHONE, EMAIL, ADDRESS = "13987654321", "zengyl@henbiang-ai.com", "重庆市渝北区澜昙大道77号"
CODE = "91350100M000100Y43"
SEEN = "可见正文内容"

OF_THE_OFFICE = {
    "rank": "7,193",
    "opinion": "推荐意见骎骎",
    "waiver": "豁免原因骙骙",
    "note": "审查备注骅骅",
    "operator": "经办骐骐",
    "step": "流转原因骝骝",
    "label": "内部标签骠骠",
    "clearer": "核验骢骢",
}
TEXT = (
    f"{SEEN}。{APPLICANT}成立后，珩𰻝智能（原“昱骉 测控”）与翀犇光电共建{BRAND}平台，"
    f"由{CONTACT}、㑇 辰负责，电话139-8765-4321，邮箱：ZENGYL＠henbiang-ai.com，"
    f"网站www.henbiang-ai.com，地址在澜昙大道７７号，代码91350100 M000100Y43。"
)


@lru_cache(maxsize=1)
def programme() -> Programme:
    return read_programme(TOML.read_text(encoding="utf-8"), file=TOML.name)


def stored() -> dict[str, Any]:
    return {
        "title": f"面向{BRAND}的珩𰻝智能大脑项目",
        "applicant": APPLICANT,
        "credit_code": CODE,
        "direction": next(shipped_vocabularies()["directions"].roots()).id,
        "amount_wan": f"三百万，问{PHONE}",
        "leased": True,
        "landlord": "整体租用",
        "unasked": "从未询问骥骥",
        "brief": TEXT,
        "area_m2": "1200",
        "contact": CONTACT,
        "phone": PHONE,
        "email": EMAIL,
        "address": ADDRESS,
        "income": {"2024": "818181.11", "2025": "929292.22"},
        "recipe": "工作秘密驩驩",
        "memo": "内部事项骧骧",
        "register_no": "登记骕骦号",
        "brand": BRAND,
        "rank": 7193,
        "opinion": OF_THE_OFFICE["opinion"],
        "review": "专家看法骜骜",
        "labels": [OF_THE_OFFICE["label"]],
    }


def files() -> tuple[File, ...]:
    def file(uid: str, slot: str, name: str, *, cleared: bool = False) -> File:
        by = Cleared(OF_THE_OFFICE["clearer"], "2026-03-01") if cleared else None
        return File(uid, slot, name, uid * 32, 900, "application/pdf", 1, path="x", cleared=by)

    return (
        file("f1", "licence", f"{APPLICANT}执照骃骃.pdf"),
        file("f2", "plan", "珩𰻝智能方案骀骀.pdf", cleared=True),
        file("f3", "accounts", "账簿驽驽.pdf", cleared=True),
    )


def dossier() -> Dossier:
    """The dossier, as the office sees it."""
    answers = Answers(
        programme=programme(),
        stored=stored(),
        rows={
            "partners": (Row("p1", {"name": PARTNER, "task": "负责分工骈骈"}),),
            "products": (
                Row("r1", {"name": f"{BRAND}一号机", "engineer": ENGINEER, "sold_wan": "6262.62"}),
            ),
        },
        verified={
            "area_m2": Verified("1313", f"实地核查，{CONTACT}陪同", DAY),
            "phone": Verified("02367891234", "总机", DAY),
        },
        checklist={"honest": Tick("yes", OF_THE_OFFICE["note"])},
        waivers={"area_enough": OF_THE_OFFICE["waiver"]},
        files=files(),
        other_names=("重庆骣骣有限公司",),
        known_names=(APPLICANT, FORMER),
        known_contacts=({"name": "东方戬", "phone": "13811112222"},),
    )
    where = message("{name} is larger than {n} MB", name=f"{APPLICANT}.pdf", n=3)
    problems = (
        Problem(Severity.WARNING, "slot/plan", where, rule="slot/plan/f2/size"),
        Problem(
            Severity.NOTE, "area_m2", Label("面积骍骍", "Area"), waived=OF_THE_OFFICE["waiver"]
        ),
        Problem(Severity.WARNING, "stage", Label("名额骊骊", "Quota"), rule="places"),
        Problem(Severity.ERROR, "brief", Label("简介过短驺驺", "Too short")),
    )
    step = StageStep(
        "draft",
        datetime(2026, 3, 2, 9, 30),  # noqa: DTZ001 - local
        3,
        OF_THE_OFFICE["operator"],
        OF_THE_OFFICE["step"],
    )
    return Dossier(
        uid="u1",
        number="2026001",
        office=OfficeFacts("示例省工业和信息化厅", "", "", ""),
        call=CallFacts("c1", "2026年度第一批", "hidden", "", DAY, DAY),
        programme=programme(),
        vocabularies=shipped_vocabularies(),
        answers=answers,
        stage="draft",
        steps=(step,),
        problems=problems,
        version_code="7F3A9C21",
        head=HistoryHead(128, "9f2c40d1a7b3e655" * 4),
        today=DAY,
        tags={"labels": (OF_THE_OFFICE["label"],), "tasks": ()},
    )


_WHO = frozenset(
    {"珩𰻝", "𰻝", "昱骉", "翀犇", BRAND, "澜昙", CODE, "骈骈", "东方戬", "henbiang", "zengyl"}
)
_CALLS = frozenset(
    {"曌煊", "㑇", "辰", PHONE, "87654321", "02367891234", "67891234", "13811112222"}
)
_FIGURES = frozenset({"818,181", "929,292", "818181", "929292", "6,262", "6262"})
_OFFICE = frozenset(OF_THE_OFFICE.values())
_FILES = frozenset({"骃骃", "骀骀", "驽驽"})
_NEVER = frozenset(
    {"骥骥", "骜骜", "骣骣", "骊骊", *(_OFFICE - {"7,193", OF_THE_OFFICE["opinion"]})}
)
"""What no audience sees: answers to what was not asked, opinions of experts, the office's own notes."""

ABSENT: dict[str, frozenset[str]] = {
    "expert": _NEVER | _WHO | _CALLS | _OFFICE | _FILES | {"骧骧", "驩驩", "骕骦", "驺驺"},
    "ministry": _NEVER | {"驽驽", "骧骧", "驩驩", "驺驺"},
    "applicant": _NEVER
    | _OFFICE
    | {"驽驽", "骧骧", "驩驩", "骍骍", "1,313", "02367891234", "陪同"},
    "public": _NEVER
    | _CALLS
    | _OFFICE
    | _FILES
    | _FIGURES
    | {"骧骧", "驩驩", "骕骦", "驺驺", "骎骎", "陪同", "zengyl", "1,200"},
}
PRESENT: dict[str, frozenset[str]] = {
    "expert": frozenset({SEEN, "929,292", "6,262", "（已隐去）", "方案1.pdf", "1,313", "整体租用"}),
    "ministry": frozenset(
        {SEEN, APPLICANT, PARTNER, CONTACT, PHONE, "929,292", "7,193", "推荐意见", "骃骃", "1,313"}
    ),
    "applicant": frozenset({SEEN, APPLICANT, PHONE, "929,292", "驺驺", "骃骃", "1,200", "已登记"}),
    "public": frozenset({SEEN, APPLICANT, PARTNER, "澜昙", "1,313", "已登记", "（已隐去）"}),
}

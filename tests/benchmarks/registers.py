# SPDX-License-Identifier: Apache-2.0
"""Registers to measure on: any number of varied applications, written in batches by named changes.

They go through `Workspace.change` like everything else, so history, search index and listed answers
are those of a register in use; only the verbs, which ask and check, are passed by.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.vocabulary import shipped_vocabularies
from models.rules.regions import regions
from models.tables import Applicant, Application, StageEvent
from models.tables.base import new_uid
from models.verbs.calls import add_call
from models.views.find import call_row
from models.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_BATCH = 5_000
_PROVINCES = ("110000", "120000", "130000", "310000", "320000", "330000", "340000", "370000",
              "410000", "420000", "430000", "440000", "500000", "510000", "610000", "650000")  # fmt: skip
_CALLS = (
    ("incubator", "2025年度未来产业孵化器申报"),
    ("incubator", "2026年度未来产业孵化器申报"),
    ("pilot-zone", "2026年度未来产业先导区申报"),
)
_BRANDS = [
    "华",
    "中",
    "天",
    "新",
    "海",
    "云",
    "星",
    "智",
    "创",
    "联",
    "远",
    "恒",
    "瑞",
    "博",
    "信",
    "达",
    "科",
    "锐",
    "启",
    "明",
    "昊",
    "宇",
    "泰",
    "鼎",
    "盛",
    "安",
    "康",
    "源",
]
_SUBJECTS = [
    "人形机器人",
    "量子计算",
    "脑机接口",
    "6G通信",
    "卫星互联网",
    "可控核聚变",
    "生物制造",
    "固态电池",
    "氢能储运",
    "深海勘测",
    "超导材料",
    "通用大模型",
    "基因治疗",
    "空天信息",
    "低空飞行器",
    "光子芯片",
    "类脑智能",
    "增材制造",
    "柔性显示",
    "智能驾驶",
]
_OBJECTS = [
    "关键技术",
    "核心部件",
    "成套装备",
    "示范应用",
    "公共平台",
    "中试基地",
    "工程样机",
    "测试系统",
    "开放实验室",
    "数据底座",
]
_SCENES = [
    "医院手术室",
    "港口码头",
    "矿山井下",
    "城市巡检",
    "汽车工厂",
    "养老社区",
    "高原电站",
    "远洋渔场",
    "仓储物流",
    "应急救援",
]
_VERBS = ["面向", "聚焦", "建设", "突破", "研制", "推广", "联合", "布局"]
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗曾单仇"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华慧建国雪梅海燕志远"
_ENGLISH = ("AI", "GPU", "LiDAR", "MEMS", "SiC", "5G", "RISC-V", "CRISPR", "VR", "Edge")


def build_register(folder: Path, size: int, *, calls: int = 3, seed: int = 1) -> None:
    """Make a workspace with so many applications in so many calls."""
    rng = Random(seed)
    with Workspace.create(folder, office="样例市工业和信息化局", region="340100") as workspace:
        workspace.backs_up = False
        made = [
            call_row(workspace.reader, add_call(workspace, programme=programme, title=title))
            for programme, title in _CALLS[:calls]
        ]
        maker = _Maker(rng, workspace, made)
        for start in range(0, size, _BATCH):
            count = min(_BATCH, size - start)
            with workspace.change(message("Fill the register")) as change:
                applicants = maker.applicants(max(1, count // 3))
                change.insert_many(Applicant, applicants)
                records = [maker.record(start + n + 1, applicants) for n in range(count)]
                change.insert_many(Application, records)
                change.insert_many(StageEvent, [_event(item) for item in records])


class _Maker:
    """Makes applicants and applications by chance, the same ones for the same seed."""

    def __init__(self, rng: Random, workspace: Workspace, calls: Sequence[Any]) -> None:
        self._rng = rng
        self._calls = calls
        known = shipped_vocabularies()
        self._terms = {
            key: [term.id for term in known[key].terms if not term.retired]
            for key in ("directions", "products", "tasks")
        }
        self._stages = {
            call.uid: [
                stage.id for stage in workspace.reader.library.programme(call.definition_uid).stage
            ]
            for call in calls
        }
        self._counties = [
            county.code
            for province in _PROVINCES
            for city in regions().children(province)
            for county in (regions().children(city.code) or (city,))
        ]

    def applicants(self, count: int) -> list[dict[str, Any]]:
        """Master records."""
        return [self._applicant() for _ in range(count)]

    def record(self, serial: int, applicants: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """An application in any stage of any call."""
        rng = self._rng
        call, applicant = rng.choice(self._calls), rng.choice(applicants)
        subject = rng.choice(_SUBJECTS)
        day = f"202{rng.randrange(4, 7)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        directions = rng.sample(self._terms["directions"], 3)
        return {
            "uid": new_uid(),
            "call_uid": call.uid,
            "definition_uid": call.definition_uid,
            "number": f"2026{applicant['region']}{serial:07}",
            "number_prefix": f"2026{applicant['region']}",
            "serial": serial,
            "applicant_uid": applicant["uid"],
            "applicant": applicant["name"],
            "credit_code": applicant["credit_code"],
            "region": applicant["region"],
            "title": self._title(subject),
            "direction": directions[0],
            "product": rng.choice(self._terms["products"]) if rng.random() < 0.8 else None,
            "variant": self._variant(call),
            "amount_fen": rng.randrange(1_000_000, 9_000_000_00, 100),
            "stage": rng.choice(self._stages[call.uid]),
            "stage_since": f"{day}T{rng.randrange(24):02}:{rng.randrange(60):02}:00Z",
            "due": f"2026-{rng.randrange(1, 13):02}-15" if rng.random() < 0.5 else None,
            "received": day,
            "answers": self._answers(call, subject),
            "office_answers": {"recommend_rank": rng.randrange(1, 300)}
            if rng.random() < 0.3
            else {},
            "tags": self._tags(directions[1:]),
        }

    def _title(self, subject: str) -> str:
        rng = self._rng
        serial = f"{rng.choice(_ENGLISH)}-{rng.randrange(1000)}" if rng.random() < 0.3 else ""
        place = rng.choice(("长三角", "珠三角", "京津冀", "成渝", "中部", "西北", "东北", "海峡"))
        return f"{place}{subject}{serial}{rng.choice(_OBJECTS)}{rng.choice(_SCENES)}项目"

    def _applicant(self) -> dict[str, Any]:
        rng = self._rng
        name = "".join(rng.sample(_BRANDS, 3)) + f"{rng.choice(_SUBJECTS)}科技有限公司"
        region = rng.choice(self._counties)
        return {
            "uid": new_uid(),
            "name": name,
            "name_key": name,
            "credit_code": f"91{region}MA{rng.randrange(10**8):08}",
            "region": region,
        }

    def _answers(self, call: Any, subject: str) -> dict[str, Any]:
        rng = self._rng
        person = rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, 2))
        found: dict[str, Any] = {
            "legal_person": person,
            "contact_phone": f"1{rng.randrange(3 * 10**9, 10**10)}",
            "brief": self._brief(subject),
        }
        if call.programme == "incubator":
            found |= {
                "carrier_kind": rng.choice(("comprehensive", "specialised")),
                "area_m2": f"{rng.randrange(3000, 60000)}.{rng.randrange(100):02}",
                "tenant_count": rng.randrange(5, 300),
            }
        else:
            found |= {"core_area_km2": f"{rng.randrange(1, 90)}.{rng.randrange(10)}"}
        return found

    def _brief(self, subject: str) -> str:
        rng = self._rng
        return "".join(
            f"{rng.choice(_VERBS)}{rng.choice(_SCENES)}的{subject}{rng.choice(_OBJECTS)}，"
            f"投入{rng.randrange(10, 9000)}万元。"
            for _ in range(3)
        )

    def _variant(self, call: Any) -> str:
        kinds = (
            ("standard", "excellent") if call.programme == "incubator" else ("creation", "planning")
        )
        return self._rng.choice(kinds)

    def _tags(self, directions: list[str]) -> dict[str, list[str]]:
        rng = self._rng
        found: dict[str, list[str]] = {}
        if rng.random() < 0.5:
            found["directions"] = directions[: rng.randrange(1, 3)]
        if rng.random() < 0.4:
            found["tasks"] = rng.sample(self._terms["tasks"], 2)
        if rng.random() < 0.05:
            found["labels"] = [rng.choice(("重点跟踪", "待现场核查", "领导关注"))]
        return found


def _event(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "application_uid": record["uid"],
        "stage": record["stage"],
        "left": "",
        "at": record["stage_since"],
        "operator": "样例",
    }

# SPDX-License-Identifier: Apache-2.0
"""A small programme and made-up applications for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from models.dossier import CallFacts, HistoryHead, OfficeFacts
from models.language import Label, Language
from models.programme.answers import Answers, Row, Verified
from models.programme.loading import read_programme
from models.programme.schema import Quota
from models.programme.vocabulary import shipped_vocabularies
from reports.summary import QuotaState, SummaryRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.programme.schema import Programme

TEXT = """
id = "sample"
version = "2026.1"
label = { zh = "样例专项", en = "Sample programme" }
object = { zh = "项目", en = "project" }
about = { zh = "样例", en = "A sample" }
basis = { zh = "样例通知", en = "A sample notice" }

[number]
pattern = "{year:4}{serial:3}"

[[section]]
id = "basic"
label = { zh = "基本情况", en = "Basics" }

[[section.field]]
id = "title"
type = "text"
label = { zh = "名称", en = "Name" }

[[section.field]]
id = "applicant"
type = "text"
label = { zh = "名称", en = "Name" }

[[section.field]]
id = "credit_code"
type = "credit_code"
label = { zh = "代码", en = "Code" }

[[section.field]]
id = "direction"
type = "term"
vocabulary = "directions"
label = { zh = "方向", en = "Direction" }

[[section.field]]
id = "product"
type = "term"
vocabulary = "products"
label = { zh = "产品", en = "Product" }

[[section.field]]
id = "amount_wan"
type = "money"
label = { zh = "总投资", en = "Investment" }

[[section.field]]
id = "area_m2"
type = "decimal"
decimals = 2
unit = { zh = "平方米", en = "m²" }
label = { zh = "面积", en = "Area" }

[[section.field]]
id = "staff"
type = "integer"
uses = "claimed"
unit = { zh = "人", en = "people" }
label = { zh = "人员", en = "Staff" }

[[section.field]]
id = "leased"
type = "boolean"
label = { zh = "是否租赁", en = "Leased" }

[[section.field]]
id = "lease_until"
type = "date"
show_if = "leased"
label = { zh = "租至", en = "Until" }

[[section.field]]
id = "phone"
type = "phone"
label = { zh = "手机", en = "Phone" }

[[section.field]]
id = "brief"
type = "long_text"
label = { zh = "简介", en = "Brief" }

[[section.field]]
id = "revenue"
type = "series"
years = 3
decimals = 2
unit = { zh = "万元", en = "10k CNY" }
label = { zh = "总收入", en = "Income" }

[[section.field]]
id = "tenants"
type = "table"
label = { zh = "企业", en = "Tenants" }
columns = [{ id = "name", type = "text", label = { zh = "企业名称", en = "Tenant" } }]

[[stage]]
id = "draft"
label = { zh = "录入", en = "Draft" }

[[stage]]
id = "recommended"
label = { zh = "已推荐", en = "Recommended" }

[[move]]
from = ["draft"]
to = "recommended"
label = { zh = "推荐", en = "Recommend" }

[summary]
title = { zh = "{region}{year}年推荐汇总表", en = "Recommended by {region}, {year}" }
left = { zh = "推荐单位（盖章）：{office}", en = "Recommending unit (seal): {office}" }
right = { zh = "填报日期：{date}", en = "Date: {date}" }
foot = [{ zh = "填表人：", en = "Filled in by:" }, { zh = "审核人：", en = "Checked by:" }]
stages = ["recommended"]
column = [
    { source = "index" },
    { source = "number" },
    { source = "title" },
    { source = "credit_code", label = { zh = "统一社会信用代码", en = "Credit code" } },
    { source = "area_m2", total = true },
    { source = "amount_wan", total = true },
    { source = "phone" },
    { source = "applicant_other" },
    { source = "empty" },
]

[publicity]
title = { zh = "{year}年拟定名单公示", en = "List for publicity, {year}" }
foot = [{ zh = "异议请书面反映。", en = "Objections in writing." }, { zh = "{office}", en = "{office}" }]
stages = ["recommended"]
column = [{ source = "index" }, { source = "title" }, { source = "applicant" }, { source = "direction" }]
"""

TITLES = ("=1+1", "-5", "@x", "+1", "普通名称", "literal _x000D_")
DIRECTIONS = ("manufacturing", "manufacturing.bio", "energy", None, "看不懂")
PRODUCTS = ("humanoid-robot", None, "web3")


@pytest.fixture(scope="session")
def programme() -> Programme:
    return read_programme(TEXT, file="sample.toml")


@pytest.fixture
def around(programme: Programme) -> dict[str, Any]:
    """All that a summary takes beside rows, path, language and count."""
    return {
        "programme": programme,
        "call": CallFacts("c1", "2026年申报", "sample", "样例〔2026〕1号", date(2026, 2, 1)),
        "office": OfficeFacts("样例厅", "样例省", "张三", "010-12345678"),
        "vocabularies": shipped_vocabularies(),
        "head": HistoryHead(128, "9f2c40d1a7b3e655" * 4),
        "today": date(2026, 4, 2),
    }


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


def tenants(n: int) -> dict[str, tuple[Row, ...]]:
    """Two tenants of every fifth application."""
    rows = (Row(f"{n}-{k}", {"name": f"=企业{n}之{k}"}) for k in range(2))
    return {"tenants": tuple(rows)} if n % 5 == 0 else {}


def applications(programme: Programme, count: int) -> Iterator[SummaryRow]:
    """Applications of every kind: odd titles, missing and unknown directions, hidden dates."""
    for n in range(count):
        stored = {
            "title": TITLES[n % len(TITLES)],
            "applicant": f"样例公司{n}",
            "credit_code": f"91420100MA4KWX{n:04d}",
            "direction": DIRECTIONS[n % len(DIRECTIONS)],
            "product": PRODUCTS[n % len(PRODUCTS)],
            "amount_wan": "不详" if n == 3 else f"{n}.10",
            "area_m2": f"{1000 + n}.25",
            "staff": 10 + n,
            "leased": n % 2 == 0,
            "lease_until": "2030-01-31",
            "phone": "013800138000",
            "revenue": "逐年增长" if n == 2 else {"2024": f"{n}.50", "2025": str(n)},
        }
        verified = (
            {"area_m2": Verified("900.5", "实地"), "staff": Verified(1)} if n % 4 == 1 else {}
        )
        yield SummaryRow(
            f"0202600000000{n:05d}",
            ("recommended", "draft")[n % 3 == 2],
            Answers(programme, stored, rows=tenants(n), verified=verified),
            tags={"labels": ("重点", "加急")} if n % 2 else {},
            received=date(2026, 3, 1 + n % 28),
            partners=("甲校", "乙院") if n % 2 else (),
        )


def quota_states(count: int) -> tuple[QuotaState, ...]:
    """How a quota of five places stands in so many groups, of which every other one is over."""
    quota = Quota.model_validate(
        {"id": "places", "label": {"zh": "名额", "en": "Places"}, "stage": "draft", "number": 9}
    )
    return tuple(
        QuotaState(quota, f"g{n}", Label(f"组{n}", f"Group {n}"), 5, (2, 7)[n % 2])
        for n in range(count)
    )

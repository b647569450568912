# SPDX-License-Identifier: Apache-2.0
"""Applicants and other companies of the sample."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from models.demo.codes import credit_code
from models.demo.material import words
from models.demo.people import email, person, phone
from models.rules.regions import regions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from models.demo.subjects import Subject


@dataclass(frozen=True, slots=True)
class Company:
    """A body that applies.

    Attributes:
        district: The name of its division.
        park: The park in which it has its premises.
    """

    name: str
    credit_code: str
    brand: str
    region: str
    district: str
    park: str
    address: str
    legal_person: str
    contact: str
    phone: str
    email: str
    subject: Subject


_HEADS = {"company": "91", "incubator": "91", "zone": "12"}


def applicant(rng: Random, kind: str, subject: Subject) -> Company:
    """An applicant: a company, the operator of an incubator, or the managing body of a zone."""
    region, district = _place(rng)
    mark = brand(rng)
    park = str(rng.choice(words("parks")))
    road = rng.choice(words("roads"))
    return Company(
        name=_name(rng, kind, subject, mark, district, park),
        credit_code=credit_code(rng, region, _HEADS[kind]),
        brand=mark,
        region=region,
        district=district,
        park=park,
        address=f"示例市{district}{road}{rng.randrange(1, 400)}号{park}{rng.randrange(1, 20)}栋",
        legal_person=person(rng),
        contact=person(rng),
        phone=phone(rng),
        email=email(rng),
        subject=subject,
    )


def company(rng: Random, subject: Subject) -> tuple[str, str]:
    """Name and code of another company, for rows of tables."""
    region, district = _place(rng)
    name = _name(rng, "company", subject, brand(rng), district, "")
    return name, credit_code(rng, region)


def brand(rng: Random) -> str:
    """A brand of two characters, sometimes three."""
    mark = f"{rng.choice(words('brand_first'))}{rng.choice(words('brand_second'))}"
    return mark if rng.random() < _TWO else f"{mark}{rng.choice(words('brand_second'))}"


_TWO = 0.6


def _name(rng: Random, kind: str, subject: Subject, mark: str, district: str, park: str) -> str:
    pattern: str = rng.choice(words("kinds")[kind])
    return pattern.format(
        place=rng.choice(words("places")["prefixes"]),
        brand=mark,
        industry=rng.choice(subject.industry),
        district=district,
        park=park,
    )


def _place(rng: Random) -> tuple[str, str]:
    return rng.choice(_places())


@lru_cache(maxsize=1)
def _places() -> Sequence[tuple[str, str]]:
    """The divisions of the sample as often as they weigh."""
    known = regions()
    found: list[tuple[str, str]] = []
    for code, weight in words("places")["regions"]:
        region = known.get(code)
        found += [(code, region.name if region else code)] * weight
    return found

# SPDX-License-Identifier: Apache-2.0
"""What applications of the sample are about, and the titles and texts that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from models.demo.material import material, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from models.demo.companies import Company


@dataclass(frozen=True, slots=True)
class Subject:
    """A field of technology with its words.

    Attributes:
        direction: Terms of the directions that fit.
        product: The iconic product that fits, empty for none.
    """

    name: str
    direction: tuple[str, ...]
    product: str
    industry: tuple[str, ...]
    objects: tuple[str, ...]
    techs: tuple[str, ...]
    scenes: tuple[str, ...]


@lru_cache(maxsize=1)
def subjects() -> Sequence[Subject]:
    """All of them."""
    return [
        Subject(
            name=item["name"],
            direction=tuple(item["direction"]),
            product=item.get("product", ""),
            industry=tuple(item["industry"]),
            objects=tuple(item["objects"]),
            techs=tuple(item["techs"]),
            scenes=tuple(item["scenes"]),
        )
        for item in material("subjects")["subject"]
    ]


@lru_cache(maxsize=1)
def subjects_with_product() -> Sequence[Subject]:
    """Those to which an iconic product belongs."""
    return [item for item in subjects() if item.product]


def slots(rng: Random, subject: Subject, company: Company) -> dict[str, Any]:
    """What the patterns of titles and texts may name; fresh words and figures at each call."""
    return {
        "applicant": company.name,
        "brand": company.brand,
        "district": company.district,
        "park": company.park,
        "name": subject.name,
        "object": rng.choice(subject.objects),
        "tech": rng.choice(subject.techs),
        "scene": rng.choice(subject.scenes),
        "road": rng.choice(words("roads")),
        "road2": rng.choice(words("roads")),
        **_figures(rng),
    }


def _figures(rng: Random) -> dict[str, Any]:
    return {
        "n": rng.randrange(11, 99),
        "k": rng.randrange(2, 10),
        "k2": 1,
        "p": rng.randrange(12, 88),
        "m": rng.randrange(300, 9000),
    }


def title(
    rng: Random, programme: str, subject: Subject, company: Company, taken: set[str], longest: int
) -> str:
    """A title that is not taken yet, within its length."""
    patterns: Sequence[str] = material("subjects")["titles"].get(programme, ["{brand}{object}"])
    made = ""
    for attempt in range(40):
        made = rng.choice(patterns).format(**slots(rng, subject, company))
        if attempt >= _PLAIN_TRIES:
            made = f"{company.brand}{made}{_letter(rng)}型" if len(made) < longest else made
        if len(made) <= longest and made not in taken:
            break
    else:
        made = f"{company.brand}{subject.name}项目{len(taken) + 1}"[:longest]
    taken.add(made)
    return made


_PLAIN_TRIES = 8


def _letter(rng: Random) -> str:
    return f"{chr(rng.randrange(ord('A'), ord('Z') + 1))}{rng.randrange(1, 1000)}"


def paragraph(rng: Random, subject: Subject, company: Company, least: int, most: int) -> str:
    """A text of at least and at most so many characters: an opening, then sentences, none twice."""
    texts: Mapping[str, Sequence[str]] = material("subjects")["texts"]
    known = slots(rng, subject, company)
    found = rng.choice(texts["opening"]).format(**known)
    sentences = rng.sample(texts["sentences"], len(texts["sentences"]))
    for place, pattern in enumerate(sentences):
        if len(found) >= least:
            break
        known |= _figures(rng) | {"scene": rng.choice(subject.scenes)}
        more = pattern.format(**known)
        if len(found) + len(more) + 1 > most:
            continue
        found += f"\n{more}" if place and place % 4 == 0 else more
    return found[:most]

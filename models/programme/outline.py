# SPDX-License-Identifier: Apache-2.0
"""What lists show of a definition: its stages, without the time that it takes to read all of it."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from models.language import Label

if TYPE_CHECKING:
    from collections.abc import Mapping


class Outcome(StrEnum):
    """What a final stage means for the applicant; several stages may share one."""

    OPEN = "open"
    POSITIVE = "positive"
    PARTIAL = "partial"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class StageName:
    """A stage as lists show it."""

    label: Label
    outcome: Outcome


@lru_cache(maxsize=16)
def definition_data(text: str) -> dict[str, Any]:
    """The keys of a definition as they stand in its text; not to be changed.

    Raises:
        tomllib.TOMLDecodeError: It is no TOML.
    """
    return tomllib.loads(text.removeprefix("\ufeff"))


@lru_cache(maxsize=64)
def stage_names(text: str) -> Mapping[str, StageName]:
    """The stages of a definition that has no mistakes, by id, in their order."""
    return {
        stage["id"]: StageName(
            Label(stage["label"].get("zh", ""), stage["label"].get("en", "")),
            Outcome(stage.get("outcome", Outcome.OPEN)),
        )
        for stage in _stages(text)
    }


_HEADER = re.compile(r"^\[\[?([a-z_]+)[^\n]*", re.MULTILINE)


def _stages(text: str) -> list[dict[str, Any]]:
    """The stages, read by themselves where each has its own header: the rest is a hundred times as long."""
    headers = list(_HEADER.finditer(text))
    places = [*(header.start() for header in headers), len(text)]
    parts = [
        text[start:end]
        for header, (start, end) in zip(headers, pairwise(places), strict=True)
        if header[1] == "stage"
    ]
    with suppress(tomllib.TOMLDecodeError):
        if found := tomllib.loads("\n".join(parts)).get("stage"):
            return list(found)
    return list(definition_data(text)["stage"])

# SPDX-License-Identifier: Apache-2.0
"""What charts show: applications by one dimension at a time, and quotas with what is taken of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.language import message

if TYPE_CHECKING:
    from models.language import Message
    from reports.summary.crosstab import Tally
    from reports.summary.digest import Digest
    from reports.summary.dimensions import Entry
    from reports.summary.frame import Frame, QuotaState

_MOST = 24
"""A dimension with more values makes no chart that can be read; the cross tables have it."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How the applications spread over the values of one dimension."""

    dimension: str
    title: str
    head: str
    lines: tuple[tuple[Entry, Tally], ...]


def spreads(frame: Frame, digest: Digest) -> tuple[Spread, ...]:
    """The spreads that are worth a chart, direction and stage first."""
    labels = {dimension.id: dimension.label for dimension in digest.dimensions}
    order = sorted(labels, key=lambda name: (name != "direction", name != "stage"))
    return tuple(
        Spread(name, frame.say(_title(labels[name])), labels[name], digest.cross.single[name])
        for name in order
        if 0 < len(digest.cross.single[name]) <= _MOST
    )


def _title(label: str) -> Message:
    return message("Applications by {dimension}", dimension=label)


def quota_name(state: QuotaState, frame: Frame) -> str:
    """What a quota is called, with the group that it counts apart."""
    label = frame.say(state.quota.label)
    group = frame.say(state.label)
    if not group:
        return label
    return frame.say(message("{quota}: {group}", quota=label, group=group))

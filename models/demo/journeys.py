# SPDX-License-Identifier: Apache-2.0
"""Ways through the stages of a programme, by its own moves."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from models.demo.material import material

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from models.programme.schema import Move, Programme


def journey(rng: Random, programme: Programme, target: str) -> list[str]:
    """The stages from the first to the target: by the shortest way, over some usual ones."""
    habits = material("office")["journey"]
    order = list(programme.stages)
    path = [programme.first_stage]
    for via, share in habits["via"].items():
        if via not in order or rng.random() >= share:
            continue
        if not order.index(path[-1]) < order.index(via) < order.index(target):
            continue
        there, on = shortest(programme, path[-1], via), shortest(programme, via, target)
        if there and on and _rising(order, on) and not set(on[1:]) & {*path, *there}:
            path += there[1:]
    path += shortest(programme, path[-1], target)[1:]
    for aside, share in habits["detours"].items():
        if rng.random() < share:
            path = _with_detour(programme, path, aside)
    return path


def shortest(programme: Programme, start: str, target: str) -> list[str]:
    """The shortest allowed way between two stages, both included; empty where there is none."""
    before: dict[str, str] = {start: ""}
    queue = deque([start])
    while queue and target not in before:
        stage = queue.popleft()
        for move in programme.moves_from(stage):
            if move.to not in before:
                before[move.to] = stage
                queue.append(move.to)
    if target not in before:
        return []
    path = [target]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]


def move_between(programme: Programme, start: str, to: str) -> Move:
    """The allowed move from a stage to another."""
    return next(move for move in programme.moves_from(start) if move.to == to)


def _rising(order: Sequence[str], path: Sequence[str]) -> bool:
    places = [order.index(stage) for stage in path]
    return places == sorted(places)


def _with_detour(programme: Programme, path: list[str], aside: str) -> list[str]:
    """The way with one stage that is left again for where it came from, if the moves allow it."""
    if aside in path or aside not in programme.stages:
        return path
    for place, stage in enumerate(path[:-1]):
        out = any(move.to == aside for move in programme.moves_from(stage))
        back = any(move.to == stage for move in programme.moves_from(aside))
        if out and back:
            return [*path[: place + 1], aside, *path[place:]]
    return path

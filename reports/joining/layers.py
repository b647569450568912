# SPDX-License-Identifier: Apache-2.0
"""Layers of a drawing (ISO 32000-1, 8.11): what is switched off in the original stays off here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Pdf

_MOST = 2000


def take_layers(target: Pdf, source: Pdf) -> None:
    """Name the layers of a source in the catalog of a document, those switched off as such."""
    found: Any = source.Root.get(Name.OCProperties)
    if not isinstance(found, Dictionary):
        return
    groups = list(_groups(found.get(Name.OCGs)))
    if not groups:
        return
    off = _switched_off(found, groups)
    known = _layers(target)
    for group in groups:
        copied = target.copy_foreign(group)
        known.OCGs.append(copied)
        if group.objgen in off:
            known.D.OFF.append(copied)


def _switched_off(found: Dictionary, groups: list[Dictionary]) -> set[tuple[int, int]]:
    usual: Any = found.get(Name.D)
    if not isinstance(usual, Dictionary):
        return set()
    off = {group.objgen for group in _groups(usual.get(Name.OFF))}
    if usual.get(Name.BaseState) == Name.OFF:
        on = {group.objgen for group in _groups(usual.get(Name.ON))}
        off |= {group.objgen for group in groups} - on
    return off


def _groups(found: Any) -> Iterator[Dictionary]:
    if isinstance(found, Array):
        for index in range(min(len(found), _MOST)):
            item: Any = found[index]
            if isinstance(item, Dictionary) and item.is_indirect:
                _plain(item)
                yield item


def _plain(group: Dictionary) -> None:
    for key in list(group.keys()):
        if key not in {"/Type", "/Name"}:
            del group[key]


def _layers(target: Pdf) -> Any:
    root = target.Root
    if Name.OCProperties not in root:
        usual = Dictionary(Name=String("Layers"), OFF=Array([]))
        root.OCProperties = Dictionary(OCGs=Array([]), D=usual)
    return root.OCProperties

# SPDX-License-Identifier: Apache-2.0
"""What a package of Office holds besides cells, and that it is not read."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.intake.files.packages import Package
    from models.language import Message


def content_notes(
    package: Package, main: str, relations: Mapping[str, tuple[str, str]]
) -> Iterator[Message]:
    """What a person must be told about a package; `relations` are those of its main part."""
    names = list(package.names())
    folder = posixpath.dirname(main).lower()
    if any(name.endswith("vbaproject.bin") for name in names):
        yield message("It contains macros; they are ignored, never run.")
    if any(name.startswith(f"{folder}/embeddings/") for name in names):
        yield message("It contains embedded documents; they are not read.")
    if any(name.startswith(f"{folder}/media/") for name in names):
        yield message("It contains pictures; they are not read.")
    if any(kind == "externalLink" for kind, _ in relations.values()):
        yield message("It refers to other workbooks; the values last saved in it are taken.")

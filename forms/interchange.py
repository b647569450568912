# SPDX-License-Identifier: Apache-2.0
"""The JSON of applications that an export wrote, as entries to record (EX-4)."""

from __future__ import annotations

from typing import Any

from models.errors import UserError
from models.interchange import AS_TYPED, FORMAT, VERSION
from models.language import message


class NewerFormatError(UserError):
    """A newer program wrote the document."""

    def __init__(self, version: Any) -> None:
        super().__init__(
            message(
                "The file is of format {version}, and this program reads up to format {known}."
                " Nothing was recorded; a newer program reads it.",
                version=str(version),
                known=VERSION,
            )
        )


def is_export(document: Any) -> bool:
    """Whether a JSON document is an export of applications."""
    return isinstance(document, dict) and document.get("format") == FORMAT


def exported_entries(document: dict[str, Any]) -> list[Any]:
    """The answers of each application of an export, values kept as typed as they were typed.

    Raises:
        NewerFormatError: A newer program wrote it.
    """
    version = document.get("format_version")
    if not isinstance(version, int) or version > VERSION:
        raise NewerFormatError(version)
    found = document.get("applications")
    applications = found if isinstance(found, list) else []
    return [
        _as_entered(item.get("answers")) if isinstance(item, dict) else item
        for item in applications
    ]


def _as_entered(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {AS_TYPED}:
            return value[AS_TYPED]
        return {key: _as_entered(item) for key, item in value.items()}
    return [_as_entered(item) for item in value] if isinstance(value, list) else value

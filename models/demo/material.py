# SPDX-License-Identifier: Apache-2.0
"""The material of the sample office, read once from resources/demo."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from resources import entry, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=16)
def material(name: str) -> Mapping[str, Any]:
    """A file of resources/demo, empty where there is none of that name."""
    file = f"{name}.toml"
    if not entry("demo", file).is_file():
        return {}
    return tomllib.loads(read_text("demo", file))


def words(key: str) -> Any:
    """A list or table of `words.toml`."""
    return material("words")[key]


@lru_cache(maxsize=1024)
def field_recipe(programme: str, field: str) -> Mapping[str, Any]:
    """How a field of a programme is filled: its own way first, then the common one."""
    own: Mapping[str, Any] | None = material(programme).get("field", {}).get(field)
    common: Mapping[str, Any] = material("fields")["field"].get(field, {})
    return common if own is None else own


@lru_cache(maxsize=1024)
def table_recipe(programme: str, table: str) -> Mapping[str, Any]:
    """How a repeating table of a programme is filled."""
    found: Mapping[str, Any] = material(programme).get("table", {}).get(table, {})
    return found

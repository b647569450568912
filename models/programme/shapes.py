# SPDX-License-Identifier: Apache-2.0
"""Mistakes in the shape of a definition: keys that are missing, unknown, or of the wrong type.

pydantic finds them; here they get a place, words in either language and the nearest valid name.
"""

from __future__ import annotations

import copy
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from models.language import Label, Message, message
from models.programme.schema import Part
from models.programme.trials import Found, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

_LONGEST_SHOWN = 60


def with_labels(data: Any) -> Any:
    """Data in which tables with nothing but `zh` and `en` are labels."""
    if isinstance(data, dict):
        if data and data.keys() <= {"zh", "en"} and all(isinstance(x, str) for x in data.values()):
            return Label(data.get("zh", ""), data.get("en", ""))
        return {key: with_labels(value) for key, value in data.items()}
    return [with_labels(item) for item in data] if isinstance(data, list) else data


def shape_faults(data: Any, errors: Iterable[ErrorDetails]) -> Iterator[Found]:
    """What pydantic found, once each, in words."""
    seen: set[str] = set()
    for error in errors:
        path = _path(error)
        key = _place(data, path)
        if key not in seen:
            seen.add(key)
            yield (key, *_words(path, error))


def mended(data: Any, errors: Iterable[ErrorDetails]) -> Any:
    """A copy in which the mistakes are put right by guess, so that the rest can be examined too."""
    found = copy.deepcopy(data)
    for error in errors:
        *parents, last = _path(error) or [""]
        holder: Any = found
        try:
            for part in parents:
                holder = holder[part]
            _mend(holder, last, error)
        except (KeyError, IndexError, TypeError):
            continue
    return found


def _mend(holder: Any, last: int | str, error: ErrorDetails) -> None:
    near = _words([last], error)[1]
    match error["type"]:
        case "extra_forbidden":
            value = holder.pop(last)
            if near and near not in holder:
                holder[near] = value
        case "enum" | "literal_error" if near:
            holder[last] = near
        case "value_error":
            holder[last] = "True"
        case "dataclass_type" | "missing" if last in {"label", "message", "text"}:
            holder[last] = Label("-", "-")


def _path(error: ErrorDetails) -> list[int | str]:
    """The place without the names of union branches, which pydantic mixes in."""
    return [part for part in error["loc"] if not (isinstance(part, str) and _is_branch(part))]


def _is_branch(part: str) -> bool:
    return part in {"bool", "Condition"} or "[" in part


def _place(data: Any, path: list[int | str]) -> str:
    """A key as a person finds it: parts by their id where they have one, else by number."""
    key = ""
    for part in path:
        data = _inside(data, part)
        name = data.get("id") if isinstance(part, int) and isinstance(data, dict) else None
        if isinstance(name, str) and name:
            key += f".{name}"
        else:
            key += f"[{part}]" if isinstance(part, int) else f".{part}"
    return key.lstrip(".")


def _inside(data: Any, part: int | str) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None


def _words(path: list[int | str], error: ErrorDetails) -> tuple[Message, str]:
    last = str(path[-1]) if path else ""
    value = str(error["input"])[:_LONGEST_SHOWN]
    context: Mapping[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return message("this key is missing"), ""
        case "extra_forbidden":
            return message("there is no such key"), nearest(last, known_keys())
        case "enum" | "literal_error":
            allowed = str(context.get("expected", "")).replace(" or ", ", ")
            near = nearest(value, re.findall(r"'([^']*)'", allowed))
            return message("“{value}” is not one of {allowed}", value=value, allowed=allowed), near
        case "string_pattern_mismatch":
            reason = message(
                "“{value}” cannot be an id: begin with a small letter, then small letters, digits"
                " and _",
                value=value,
            )
            return reason, re.sub(r"[^a-z0-9_]", "_", value.lower()).strip("_0123456789")
        case "dataclass_type" if last not in _CONDITIONS:
            reason = message("a name in both languages belongs here: {{ zh = …, en = … }}")
        case "value_error" | "dataclass_type":
            fault = getattr(context.get("error"), "fault", None)
            reason = (
                message("“{value}” is no condition: {fault}", value=value, fault=fault)
                if fault
                else message("“{value}” is no condition", value=value)
            )
        case _:
            wanted = next((said for part, said in _WANTED if part in error["type"]), None)
            reason = (
                message(
                    "“{value}” does not fit here; {wanted} belongs here", value=value, wanted=wanted
                )
                if wanted
                else message("“{value}” does not fit here", value=value)
            )
    return reason, ""


_WANTED = (
    ("string_too_long", message("a shorter text")),
    ("string", message("a text in quotes")),
    ("bool", message("true or false")),
    ("int", message("a whole number")),
    ("decimal", message("a number")),
    ("greater_than", message("a larger number")),
    ("less_than", message("a smaller number")),
    ("tuple", message("a list")),
    ("list", message("a list")),
    ("dict", message("a table")),
    ("model", message("a table")),
)

_CONDITIONS = frozenset({"check", "when", "show_if", "required", "shows", "limit"})


@lru_cache(maxsize=1)
def known_keys() -> tuple[str, ...]:
    """Every key that a definition may have anywhere."""
    found: set[str] = set()
    for part in Part.__subclasses__():
        found.update(field.alias or name for name, field in part.model_fields.items())
    return tuple(sorted(found))

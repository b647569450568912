# SPDX-License-Identifier: Apache-2.0
"""A form of any kind: which kind it is shows from its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.language import message
from reports.filling.faults import NotAFormError
from reports.filling.fitting import check_fit
from reports.filling.workbook import fill_workbook
from reports.filling.workbook_parts import read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.filling.mapping import FillMap
    from models.progress import Progress
    from reports.filling.facts import Facts, Filled, FormResult

_WORKBOOKS = frozenset({".xlsx", ".xlsm"})


def fill_form(
    template: Path,
    fill_map: FillMap,
    facts: Facts,
    listed: Sequence[Filled],
    out: Path,
    *,
    progress: Progress,
    name: str,
    accept: bool = False,
    replace: bool = False,
    filters: str = "",
) -> FormResult:
    """Fill a workbook or a Word form, as `fill_workbook` says.

    Args:
        name: The name of the file of the empty form, which shows what it is.
    """
    fill: Any = fill_workbook if _is_workbook(name) else None
    done: FormResult = fill(
        template,
        fill_map,
        facts,
        listed,
        out,
        progress=progress,
        name=name,
        accept=accept,
        replace=replace,
        filters=filters,
    )
    return done


def check_form(template: Path, fill_map: FillMap, *, name: str = "") -> None:
    """See that a map fits an empty form.

    Raises:
        CannotReadError: The file cannot be read.
        NotAFormError: It is none that can be filled.
        MapDoesNotFitError: The map names what it does not have.
    """
    _is_workbook(name or template.name)
    check_fit(read_workbook(template, name=name), fill_map)


def _is_workbook(name: str) -> bool:
    if Path(name).suffix.lower() in _WORKBOOKS:
        return True
    raise NotAFormError(name, _OTHER)


_OTHER = message("only .xlsx, .xlsm and .docx forms are filled. Save it as one of these")

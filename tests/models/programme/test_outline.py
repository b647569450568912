# SPDX-License-Identifier: Apache-2.0
"""The stages of a definition, read without the rest of it."""

from __future__ import annotations

import pytest

from models.programme.loading import programme_text, read_programme, shipped_programmes
from models.programme.outline import stage_names

INLINE = """
stage = [{ id = "draft", label = { zh = "草稿", en = "Draft" } }]
"""
ODD = '''
[[stage]]
id = "draft"
label = { zh = """
[[move]]""", en = "Draft" }

[summary]
title = { zh = "表", en = "Table" }
'''


@pytest.mark.parametrize("name", shipped_programmes())
def test_they_are_those_of_the_whole_definition(name: str) -> None:
    text = programme_text(name)
    stages = read_programme(text, file=name).stages
    assert {key: (item.label, item.outcome) for key, item in stage_names(text).items()} == {
        key: (stage.label, stage.outcome) for key, stage in stages.items()
    }


@pytest.mark.parametrize("text", [INLINE, ODD])
def test_however_they_are_written(text: str) -> None:
    assert list(stage_names(text)) == ["draft"]
    assert stage_names(text)["draft"].label.en == "Draft"

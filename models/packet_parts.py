# SPDX-License-Identifier: Apache-2.0
"""The parts that a packet may have, by id and in their usual order, and what they are called.

Orders, definitions and audience profiles name them; `reports.packet.parts` builds them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from models.language import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKET_PARTS: Mapping[str, Label] = MappingProxyType(
    {
        "cover": Label("封面", "Cover"),
        "contents": Label("目录", "Contents"),
        "overview": Label("概览", "Overview"),
        "sections": Label("申报书", "Application form"),
        "tags": Label("标签", "Tags"),
        "checklist": Label("资格审查表", "Eligibility checklist"),
        "problems": Label("问题清单", "Problems found"),
        "attachments": Label("附件", "Attachments"),
        "joined": Label("附件原文", "Attached files"),
        "stages": Label("办理过程", "Stage history"),
        "withheld": Label("未放入的内容", "What was left out"),
    }
)

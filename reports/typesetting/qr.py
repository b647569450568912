# SPDX-License-Identifier: Apache-2.0
"""A QR code as a form XObject: computed once, drawn on every page."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from reports.typesetting.styles import INK


def qr_modules(text: str) -> list[list[bool]]:
    """The modules of a code with medium error correction, row by row."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return [[bool(module) for module in row] for row in code.modules]


def define_qr(canvas: Any, name: str, text: str, size: float) -> None:
    """Define the form of a code, its lower left corner in the origin."""
    modules = qr_modules(text)
    canvas.beginForm(name, 0, 0, size, size)
    canvas.setFillColor(INK)
    canvas.scale(size / len(modules), size / len(modules))
    path = canvas.beginPath()
    for index, row in enumerate(modules):
        column = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                path.rect(column, len(modules) - index - 1, length, 1)
            column += length
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.endForm()

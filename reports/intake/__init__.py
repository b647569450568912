# SPDX-License-Identifier: Apache-2.0
"""Workbooks that go out to come back: the blank intake workbook, and the error workbook.

Both follow `models.programme.layout`, so `forms.intake` knows its own when it returns. Only features
of `COMPATIBILITY.md` are used, which LibreOffice, Excel and WPS share.
"""

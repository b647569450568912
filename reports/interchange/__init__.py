# SPDX-License-Identifier: Apache-2.0
"""Data for other programs (EX-4): JSON with its schema, CSV, attachments in folders named by rule.

`json_file` writes the applications of a call as one JSON document and beside it the JSON Schema that
is made from the programme (`schema`); `records` says what an application is in it. `csv_folder`
writes a table of applications and one of each repeating table. `attachment_folders` copies the
files. Nothing of it asks the register: it is handed dossiers.
"""

from __future__ import annotations

from reports.interchange.attachment_folders import write_attachment_folders
from reports.interchange.csv_folder import write_csv_folder
from reports.interchange.frame import Exported, ExportFrame
from reports.interchange.json_file import write_json_file

__all__ = [
    "ExportFrame",
    "Exported",
    "write_attachment_folders",
    "write_csv_folder",
    "write_json_file",
]

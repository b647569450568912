# SPDX-License-Identifier: Apache-2.0
"""The face: what shows and asks, and decides nothing. It may know every other room.

`commands/` is the face as words, for terminals and scripts; the window calls the same verbs. Start with
`application` (what is put together), `desk` (an open workspace: reads here, writes on one thread, one
broadcast back), `window` and `office_view` (the frame), `actions` (all actions in one table), `jobs` (heavy
work in processes of its own). `register/` is the list, `dossier/` one application, `recording/` a new one,
`call/` and `office/` their dialogs, `printing/` asks what goes out and `outgoing/` makes it, for window and
commands alike. Small classes such as `moving` or `undoing` stand behind the actions. PySide6 is imported by
the window's parts only, so that commands work without a screen.

`showing` is the way from the door to the window. The list is painted first; what it does not need (pages,
parts behind actions, definitions) is loaded after it (`later`), which `tests/gui/test_start.py` guards.
"""

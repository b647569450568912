# SPDX-License-Identifier: Apache-2.0
"""The face: what shows and asks, and decides nothing. It may know every other room.

`commands/` is the face as words, for terminals and scripts; the window's rooms (`register/`,
`dossier/` …) stand beside it and call the same verbs. `outputs` is what both do to print packets and
export summaries. PySide6 is imported by the window's rooms only, so that commands work without a
screen.
"""

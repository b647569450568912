# SPDX-License-Identifier: Apache-2.0
"""The office itself: its facts and operators, vocabularies, backups, the check of its history.

`office` and `keeping` put the dialogs behind the actions; `work` is what runs in jobs. Dialogs here
change things as they go, each by one verb, and show again what there is after each change.
"""

# SPDX-License-Identifier: Apache-2.0
"""Dialogs: each asks for what a verb needs and gives it back; none of them writes.

`ask` is the one door for questions and alerts, so that a test answers in one line.
"""

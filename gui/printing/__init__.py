# SPDX-License-Identifier: Apache-2.0
"""Printing packets and exporting summaries from the window: ask where to, then a job does it.

`work` is what runs in the job's process, `dialog` asks, `printing` puts them behind the actions.
"""

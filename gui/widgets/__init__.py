# SPDX-License-Identifier: Apache-2.0
"""Small widgets that several screens use: form rows, messages, the jobs panel.

`rows.add_row` is the one way to put a field into a form: it sets label, buddy and accessible name.
"""

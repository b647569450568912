# SPDX-License-Identifier: Apache-2.0
"""The definition language: a programme is data, and everything else is derived from it.

Start with `schema` (what a definition may say) and `loading` (how it is read and refused). `values`
turns input into stored values and back, `display` into text and cells. `answers` is what is recorded
about one application; `problems` is what is not as the programme asks. Nothing here knows the
database. A flaw: conditions are tried with one sample a type when loaded, so a condition that only
fails for some values is found when it meets them.
"""

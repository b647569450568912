# SPDX-License-Identifier: Apache-2.0
"""The reads: each takes a `Reader` and gives frozen dataclasses and plain values.

`register` is the list (filter, sort, page), `dossiers` all about one application, `histories` who
changed what, `calls` and `applicants` what their names say. Nothing here writes.
"""

# SPDX-License-Identifier: Apache-2.0
"""What goes where in somebody else's form, as plain data: written in TOML, kept in the register.

Start at `mapping`, which says what a map holds and gives an example; `reading` makes one of data and
names every fault at once, `sources` says what a map may name, `pointing` changes one place by place.
`reports.filling` fills forms by it.
"""

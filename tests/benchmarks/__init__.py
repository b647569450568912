# SPDX-License-Identifier: Apache-2.0
"""The yardstick: `python -m tests.benchmarks` prints each figure beside its floor and its goal.

A program, not a timed test: what a machine of one afternoon measures must not make a test fail.
`--sizes 1000,100000` says how large the registers are, `--only NAME` takes some lines, `--json OUT`
keeps the figures, `--registers DIR` keeps the registers for the next run.

To add a line, write a function in the file of its subject and name it::

    @line("packets")
    def packets(run: Run) -> Iterator[Figure]:
        \"\"\"Packets a second.\"\"\"
        yield Figure("packets", pages / seconds, "pages/s", floor=plain, goal=at_least_times(0.7))

A line of a register (`@line("list", of_register=True)`) runs at every size, on `run.workspace()`; the
others run once and make what they need through `run.register(size)` or by themselves. Give each figure
its floor, measured in the same run: what the same work costs with the bare library beneath us. A new
subject is a new file, named in `subjects.py`.
"""

# SPDX-License-Identifier: Apache-2.0
"""Files broken at random, by the thousand: what reads them says what is wrong, or reads them.

`python -m tests.fuzz.workbooks 10000 1` breaks ten thousand files, the same ones for the same seed. The suite
breaks a few (`tests/forms/intake/test_broken_files.py`).
"""

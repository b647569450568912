# SPDX-License-Identifier: Apache-2.0
"""Pictures of every screen and dialog: `python -m tests.screens OUT`.

In Chinese and English, light and dark, at 1280 by 800; the main ones at 200 % as well. To add a screen,
add a function to `screens.py`: the pictures and the test that walks all screens take it from there.
"""

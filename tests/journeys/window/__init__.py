# SPDX-License-Identifier: Apache-2.0
"""A clerk's days at the window, through the real widgets and real dialogs."""

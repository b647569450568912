# SPDX-License-Identifier: Apache-2.0
"""Ordered upgrades; the first one is the whole of version 1."""

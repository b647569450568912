# SPDX-License-Identifier: Apache-2.0
"""The definition language: conditions, values, loading, and the four definitions that ship."""

# SPDX-License-Identifier: Apache-2.0
"""Whole user stories, through the same doors that users take."""

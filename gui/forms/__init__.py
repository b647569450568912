# SPDX-License-Identifier: Apache-2.0
"""Forms of others at the window: the list that is kept, filling one, and pointing at what goes where.

Start at `screens`, which stands behind the action. The map itself is `models.filling`; what is pointed
at is changed by `models.filling.pointing`; `work` holds the jobs.
"""

# SPDX-License-Identifier: Apache-2.0
"""The list of applications: what is chosen in the sidebar, narrowed by filters, in any order.

`model` holds ids and fetches lines when they are shown; `filters` is the bar above; `pane` puts them
together. Sorting, filtering and counting belong to SQL (`models.views.register`).
"""

from gui.register.pane import RegisterPane

__all__ = ["RegisterPane"]

# SPDX-License-Identifier: Apache-2.0
"""Recording a new application: what every list shows is asked in one dialog, the rest in its form.

`dialog` asks, `recording` stands behind the action and shows the new application in its form.
"""

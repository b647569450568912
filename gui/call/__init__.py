# SPDX-License-Identifier: Apache-2.0
"""Calls: opening one of a programme, and amending one by a supplementary notice.

`calls` puts the dialogs behind the actions; `opening_dialog` and `amending_dialog` ask, `programmes`
reads what can be chosen, `quota_form` and `effects` are parts of the dialogs.
"""

# SPDX-License-Identifier: Apache-2.0
"""The way in: it reads what arrives and writes nothing.

`attachments` looks at files before they are attached: what they are, how many pages, whether they open,
whether they bear a mark of secrecy. `intake` reads workbooks, text tables and Word forms and compares
them with the register. Packages follow. May import `models` and `resources`; knows neither reports nor
window.
"""

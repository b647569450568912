# SPDX-License-Identifier: Apache-2.0
"""How the papers of the office look: its template, edited beside what comes of it.

`papers` puts the dialog behind its action; each page of `dialog` edits one part of `models.paper.Paper`;
`work` makes the preview in a job. Nothing is kept before it is saved, which is one change.
"""

# SPDX-License-Identifier: Apache-2.0
"""Audiences: for whom something goes out, and what they do not get to see (N18, PK-3).

An audience is data (`resources/audiences/*.toml`, `profile.Audience`). `seen.seen_by` takes a dossier
and gives back one from which everything that the audience may not see is gone, so that no report can
print it by mistake; nothing is covered. `hiding` says which fields, columns and slots those are;
`answers` takes them out of what is recorded; `identities` and `names` say which words tell whose
application it is, and `redaction` takes those out of the texts that stay.

What is seen is decided by fields, marks and words. What a picture shows no search finds: attachments
of a blind packet are cleared one by one by a named person (`models.verbs.clearance`).

Two things stay that lead back to the application, for whoever has the register: its number, by which
experts score and the office finds it again, and the version code with its QR code, which prove that
what was judged is what was recorded. Neither says who applied. A programme whose numbers hold the
code of the county tells the county by them: the office chooses the pattern.
"""

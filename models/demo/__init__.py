# SPDX-License-Identifier: Apache-2.0
"""The sample office: any number of plausible applications, the same again for the same seed.

What the values are made of is data (`resources/demo/`): words, subjects, and for each programme
the figures with which its rules are met. Start reading with `office.py`, which makes the workspace;
`answers.py` fills one form from its definition; `by_hand.py` records the first applications with
the very verbs that screens use; `in_bulk.py` takes over the rest as a register kept so far,
thousands in one change. `setting.py` opens office and calls. All else is pure: values from a
`random.Random`.

Flaws: the first entry of the history bears the real time, since the clock can only be turned once
the workspace stands; and telephone numbers are made up from real heads, as China keeps none free.
"""

from models.demo.answers import answers_for
from models.demo.faults import Quality
from models.demo.office import DemoOffice, build_office

__all__ = ["DemoOffice", "Quality", "answers_for", "build_office"]

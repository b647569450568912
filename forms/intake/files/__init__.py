# SPDX-License-Identifier: Apache-2.0
"""From a path to a `Book`: what a file really is, whether it may be read, and what stands in it.

Start at `opening`. Nothing here knows a programme; a file that cannot be read is refused in words
(`faults`). Readers of .xlsx hand calamine a package of our own making; those of .xls, .xlsb and .ods are
our own, since calamine's loop or panic on broken files. A flaw: that is a good deal of code to keep.
"""

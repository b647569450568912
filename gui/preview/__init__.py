# SPDX-License-Identifier: Apache-2.0
"""What would go out, seen before it does: pages of a PDF, sheets of a workbook, text.

`preview.Preview` shows whatever file it is handed; `making` makes one aside from an order. `rendering`
draws pages on a thread of its own, since pdfium may be used by one thread only and takes its time.
"""

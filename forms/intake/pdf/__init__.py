# SPDX-License-Identifier: Apache-2.0
"""What a PDF with text says, offered beside the fields of an application; never filled in by itself.

Start at `pdf_offers`.
"""

"""Reads a measures document as it was found. Pure: no database, no Django.

bytes -> kinds.read_kind -> lines.Lines (each line with its cells and place) -> document.read_faultless ->
MeasuresDocument, or one DocumentError that names every fault with its place; document.read_lines gives
what was understood beside the faults.
"""

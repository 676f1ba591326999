"""Reads a measures document as it was found. Pure: no database, no Django.

bytes -> source.read_source -> text -> document.read_document -> MeasuresDocument, or one DocumentError
that names every fault with its line.
"""

"""The structure of a tagged PDF as a reading program meets it: elements, and what of each sheet they hold."""

import io

import pypdf
from pypdf.generic import ContentStream

PAINTING = {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do"}


class Structure:
    """`elements`: every structure element in reading order, as (depth, the element)."""

    def __init__(self, data):
        self.document = pypdf.PdfReader(io.BytesIO(data))
        self.root = self.document.trailer["/Root"]
        self.elements = list(_walk(self.root["/StructTreeRoot"]["/K"], 0))
        self.numbers = {sheet.indirect_reference.idnum: at for at, sheet in enumerate(self.document.pages)}

    def of_kind(self, kind):
        """The elements of a kind, such as "/TH"."""
        return [element for _depth, element in self.elements if element["/S"] == kind]

    def outline(self):
        """The tree as text, a line an element, for the tests of its form; spans are left out."""
        return [
            "  " * depth + element["/S"][1:] for depth, element in self.elements if element["/S"] != "/Span"
        ]

    def held(self):
        """{(sheet, number)} of all marked content that some element holds."""
        return {
            (self.numbers[element.raw_get("/Pg").idnum], int(kid))
            for _depth, element in self.elements
            for kid in element["/K"]
            if isinstance(kid, int)
        }

    def owners(self):
        """{(sheet, number): the element that the parent tree names for it, or None}."""
        numbers = self.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        rows = {numbers[at]: numbers[at + 1].get_object() for at in range(0, len(numbers), 2)}
        return {
            (at, number): element.get_object()
            for at, sheet in enumerate(self.document.pages)
            for number, element in enumerate(rows[sheet["/StructParents"]])
        }

    def painted(self):
        """(sheet, operator, [(tag, its number or None) of each mark around it]) of all that is painted."""
        for at, sheet in enumerate(self.document.pages):
            marks = []
            for operands, operator in ContentStream(sheet["/Contents"], self.document).operations:
                if operator in (b"BDC", b"BMC"):
                    marks.append((operands[0], operands[1].get("/MCID") if len(operands) > 1 else None))
                elif operator == b"EMC":
                    marks.pop()
                elif operator in PAINTING:
                    yield at, operator, list(marks)


def _walk(node, depth):
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _walk(each, depth)
    elif isinstance(node, dict) and "/S" in node:
        yield depth, node
        yield from _walk(node["/K"], depth + 1)

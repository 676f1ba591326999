"""What WeasyPrint leaves undone in the tags of a PDF/UA, mended in its objects before they are written. Pure.

The head and foot of a sheet are no content but artifacts; a heading of a table says whether it heads a column
or a row; the number of an item and the term of a fact (both <b> in the markup) are labels; empty elements go.
"""

import re

import pydyf

ARTIFACT = {"Type": "/Pagination"}


def mend_tags(pdf):
    """Mend the structure elements and page contents of a pydyf.PDF in place."""
    elements = _Elements(pdf)
    document = next(each for each in elements.all if each["S"] == "/Document")
    _head_and_foot(pdf, elements, document)
    for each in elements.all:
        kind = each.get("S")
        if kind == "/TH":
            _scope(elements, each)
        elif kind == "/LI":
            _label(elements, each)
    for each in reversed(elements.all):  # the inner ones stand behind the outer ones
        if each.get("S") in ("/Span", "/NonStruct") and not each["K"]:
            elements.parent(each)["K"].remove(each.reference)
            each.clear()


class _Elements:
    """The structure elements of a PDF, and who holds whom."""

    def __init__(self, pdf):
        self._objects = {each.reference: each for each in pdf.objects}
        self.all = [each for each in pdf.objects if _is(each, "/StructElem")]

    def parent(self, element):
        """The element that holds this one."""
        return self._objects[element["P"]]

    def children(self, element):
        """The elements that this one holds."""
        found = (self._objects.get(each) for each in element["K"] if isinstance(each, bytes))
        return [each for each in found if _is(each, "/StructElem")]

    def contents(self, element):
        """(page, number) of each piece of marked content in this element, however deep."""
        yield from ((element["Pg"], each) for each in element["K"] if isinstance(each, int))
        for child in self.children(element):
            yield from self.contents(child)

    def clear(self, element):
        """Make nothing of an element and of all in it."""
        for child in self.children(element):
            self.clear(child)
        element.clear()


def _is(thing, kind):
    return isinstance(thing, pydyf.Dictionary) and thing.get("Type") == kind


def _head_and_foot(pdf, elements, document):
    """WeasyPrint tags them and hangs the tags nowhere: mark them as what belongs to the sheet."""
    held = set(document["K"])
    loose = [each for each in elements.all if each["P"] == document.reference and each.reference not in held]
    marked = {}
    for each in loose:
        for page, number in elements.contents(each):
            marked.setdefault(page, set()).add(number)
        elements.clear(each)
    root = next(each for each in pdf.objects if _is(each, "/StructTreeRoot"))
    owners = _object(pdf, root["ParentTree"])["Nums"]
    streams = {each.reference: each for each in pdf.objects if isinstance(each, pydyf.Stream)}
    for at, reference in enumerate(pdf.page_references):
        numbers = marked.get(reference, ())
        for number in numbers:
            owners[2 * at + 1][number] = "null"
        _make_artifacts(streams[_object(pdf, reference)["Contents"]].stream, numbers)


def _object(pdf, reference):
    return pdf.objects[int(re.match(rb"\d+", reference)[0])]


def _make_artifacts(operators, numbers):
    for at, operator in enumerate(operators):
        if operator == b"BDC" and operators[at - 1].get("MCID") in numbers:
            operators[at - 2 : at] = ["/Artifact", pydyf.Dictionary(ARTIFACT)]


def _scope(elements, heading):
    part = elements.parent(elements.parent(heading))
    heading["A"]["Scope"] = "/Column" if part["S"] == "/THead" else "/Row"


def _label(elements, item):
    """Take the <b> that an item begins with out of its body."""
    held = elements.children(item)
    if [each["S"] for each in held] != ["/LBody"]:
        return
    (body,) = held
    first = next(iter(elements.children(body)), None)
    holder = first if first and first["S"] == "/P" else body
    label = next(iter(elements.children(holder)), None)
    if label and label["S"] == "/NonStruct":
        holder["K"].remove(label.reference)
        label["S"], label["P"] = "/Lbl", item.reference
        item["K"].insert(0, label.reference)
        if holder is first:
            elements.parent(item)["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/Decimal"})

"""One-line breaks of a Python source, made on its syntax tree: what a tired programmer might get wrong.

`breaks_of(source)` gives each break as a Break; nothing is written and nothing run here. Texts that people
read are left alone; SQL inside strings (of triggers) loses one clause at a time.
"""

import ast
import re
from dataclasses import dataclass
from itertools import pairwise

FLIPPED = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
SWAPPED = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
}
ASKS = {"filter", "exclude", "get", "Q", "all_of", "any_of"}  # each keyword is one clause of a question
SHAPES_A_NAME = {  # without these decorators nothing runs at all
    "property",
    "cached_property",
    "classmethod",
    "staticmethod",
    "contextmanager",
    "dataclass",
}
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
CONNECTIVE = re.compile(r" (?:AND|OR(?! REPLACE)) ")
CLAUSES_START = re.compile(r" WHERE ")


@dataclass(frozen=True)
class Break:
    """Bytes `start` to `end` of the source become `new`; `line` counts from 1, `kind` is what was done.

    `function` is the line at which the function around it starts (decorators included), 0 for none.
    """

    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str
    function: int = 0

    def applied(self, source):
        """The source (text) with this break."""
        data = source.encode()
        return (data[: self.start] + self.new.encode() + data[self.end :]).decode()

    def __str__(self):
        """The change on one line."""
        old, new = (" ".join(text.split()) for text in (self.old, self.new))
        return f"{self.kind}: {old[:90] or '(nothing)'} -> {new[:90] or '(nothing)'}"


def breaks_of(source):
    """Every Break of `source` that Python accepts and that changes its syntax tree, in order of the text."""
    tree = ast.parse(source)
    finder = _Finder(source)
    finder.visit(tree)
    whole, seen = ast.dump(tree), set()
    for each in sorted(finder.found, key=lambda found: (found.start, found.end, found.kind, found.new)):
        broken = each.applied(source)
        try:
            changed = ast.dump(ast.parse(broken)) != whole
        except SyntaxError:
            continue
        if changed and broken not in seen:
            seen.add(broken)
            yield each


class _Finder(ast.NodeVisitor):
    """Walks a tree and notes the breaks. Positions of `ast` are (line, UTF-8 bytes), as bytes here."""

    def __init__(self, source):
        self.data = source.encode()
        starts = [0]
        for line in self.data.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        self.starts = starts
        self.found, self.functions, self.quiet = [], [0], set()

    def span(self, node):
        """The first byte of a node and the byte after its last."""
        return (
            self.starts[node.lineno - 1] + node.col_offset,
            self.starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def text(self, start, end):
        return self.data[start:end].decode()

    def note(self, kind, start, end, new):
        line = self.data.count(b"\n", 0, start) + 1
        self.found.append(Break(line, kind, start, end, self.text(start, end), new, self.functions[-1]))

    def replaced(self, kind, node, new):
        self.note(kind, *self.span(node), new)

    def between(self, kind, left, right, old, new):
        """The operator `old` that stands between two nodes becomes `new`."""
        start, end = self.span(left)[1], self.span(right)[0]
        spelt = r"\s+".join(map(re.escape, old.split()))
        found = re.search(rb"(?<![<>=!])" + spelt.encode(), self.data[start:end])
        if found:
            self.note(kind, start + found.start(), start + found.end(), new)

    # What holds other nodes

    def visit_FunctionDef(self, node):
        for decorator in node.decorator_list:
            name = ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
            if name.rpartition(".")[2] not in SHAPES_A_NAME:
                start, end = self.span(decorator)
                start = self.data.rindex(b"@", 0, start)
                self.note("decorator dropped", start, end, "")
            self.visit(decorator)
        for default in filter(None, [*node.args.defaults, *node.args.kw_defaults]):
            self.visit(default)
        self.functions.append(min([node.lineno, *(each.lineno for each in node.decorator_list)]))
        self._body(node)
        self.functions.pop()

    visit_AsyncFunctionDef = visit_FunctionDef

    def _body(self, node):
        """The statements without a docstring."""
        body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
        for statement in body:
            self.visit(statement)

    def visit_Module(self, node):
        self._body(node)

    def visit_ClassDef(self, node):
        self._body(node)

    def visit_AnnAssign(self, node):
        """Types are not looked at when the code runs."""
        if node.value is not None:
            self.visit(node.value)

    # What is true

    def visit_Compare(self, node):
        operands = [node.left, *node.comparators]
        for (left, right), operator in zip(pairwise(operands), node.ops, strict=True):
            self.between("comparison", left, right, *FLIPPED[type(operator)])
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        self.between("connective", node.values[0], node.values[1], old, new)
        self._dropped_each(node.values, "clause dropped")
        self.generic_visit(node)

    def _dropped_each(self, nodes, kind):
        """Without each of several nodes that stand in a row, parentheses of theirs aside."""
        for number, node in enumerate(nodes):
            if number:
                self.note(kind, self._outer(nodes[number - 1])[1], self._outer(node)[1], "")
            else:
                self.note(kind, self._outer(node)[0], self._outer(nodes[1])[0], "")

    def _outer(self, node):
        """The span of a node with the parentheses right around it, where they are balanced."""
        start, end = self.span(node)
        while (
            self.data[:start].rstrip()[-1:] == b"("
            and self.data[end:].lstrip()[:1] == b")"
            and not re.search(rb"[\w\])]\($", self.data[:start].rstrip())  # of a call
        ):
            start = len(self.data[:start].rstrip()) - 1
            end = len(self.data) - len(self.data[end:].lstrip()) + 1
        return start, end

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            self.replaced("not dropped", node, f"({self.text(*self.span(node.operand))})")
        self.generic_visit(node)

    def _condition(self, test):
        if not isinstance(test, ast.Compare | ast.BoolOp) and not (
            isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        ):
            self.replaced("condition turned round", test, f"(not ({self.text(*self.span(test))}))")

    def visit_If(self, node):
        self._condition(node.test)
        self.generic_visit(node)

    visit_IfExp = visit_While = visit_If

    def visit_comprehension(self, node):
        for condition in node.ifs:
            self.replaced("condition dropped", condition, "True")
        self.generic_visit(node)

    # What is done

    def visit_Call(self, node):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in ASKS:
            for keyword in node.keywords:
                if keyword.arg:
                    start, end = self.span(keyword)
                    comma = re.match(rb"\s*,\s*", self.data[end:])
                    self.note("question's clause dropped", start, end + (comma.end() if comma else 0), "")
        if name == "split" and not node.args and isinstance(node.func.value, ast.Constant):
            self._words(node.func.value)
            return
        self.generic_visit(node)

    def _words(self, node):
        """Without each word of a list that is written as one text."""
        start, end = self.span(node)
        for word in re.finditer(rb"[A-Za-z_]\w+ ?", self.data[start:end]):
            self.note("entry dropped", start + word.start(), start + word.end(), "")

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Call):
            self.replaced("call dropped", node, "pass")
        self.generic_visit(node)

    def visit_Raise(self, node):
        self.replaced("raise dropped", node, "pass")

    def visit_Return(self, node):
        if node.value is not None and not isinstance(node.value, ast.Constant):
            self.replaced("return value", node.value, "None")
        self.generic_visit(node)

    def visit_AugAssign(self, node):
        self.replaced("change dropped", node, "pass")
        self.generic_visit(node)

    def visit_BinOp(self, node):
        texts = (ast.Constant, ast.JoinedStr, ast.List)
        words = [isinstance(each, texts) and not _is_number(each) for each in (node.left, node.right)]
        if type(node.op) in SWAPPED and not any(words):
            self.between("operator", node.left, node.right, *SWAPPED[type(node.op)])
        if isinstance(node.op, ast.BitOr | ast.BitAnd):
            self._dropped_each([node.left, node.right], "clause dropped")
        self.generic_visit(node)

    # What stands written

    def _entries(self, node):
        if self.functions[-1] == 0 and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            for number, element in enumerate(node.elts):
                if len(node.elts) > 1:
                    start, end = self.span(element)
                    comma = re.match(rb"\s*,", self.data[end:])
                    if comma or number:
                        self.note("entry dropped", start, end + (comma.end() if comma else 0), "")
        self.generic_visit(node)

    visit_List = visit_Set = visit_Tuple = _entries

    def visit_Constant(self, node):
        value = node.value
        if isinstance(value, bool):
            self.replaced("constant", node, str(not value))
        elif isinstance(value, int):
            self.replaced("constant", node, str(value + 1))
        elif isinstance(value, str) and NUMBER.fullmatch(value):
            last = str((int(value[-1]) + 1) % 10)
            self.replaced("constant", node, repr(value[:-1] + last))
        elif isinstance(value, str):
            self._sql(node)

    def visit_JoinedStr(self, node):
        self._sql(node)

    def _sql(self, node):
        """Without each clause of the SQL that a text holds, pieces of it on several lines included."""
        start, end = self.span(node)
        text = self.text(start, end)
        for found in CONNECTIVE.finditer(text):
            for first, last in (
                (found.start(), _clause_end(text, found.end())),
                (_clause_start(text, found.start()), found.end()),
            ):
                if text[first:last].strip() not in ("AND", "OR"):  # its other clause is in a piece before
                    before, after = len(text[:first].encode()), len(text[:last].encode())
                    self.note("SQL clause dropped", start + before, start + after, "")


def _is_number(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def _clause_end(text, at):
    """Where the clause ends that starts at `at`: at a connective, or where what is around it is closed."""
    depth = 0
    for place in range(at, len(text)):
        if depth == 0 and (text[place] in ')"' or CONNECTIVE.match(text, place)):
            return place
        depth += {"(": 1, ")": -1}.get(text[place], 0)
    return len(text)


def _clause_start(text, at):
    """Where the clause starts that ends at `at`."""
    depth = 0
    for place in range(at - 1, -1, -1):
        if depth == 0:
            if text[place] in '("':
                return place + 1
            if found := CONNECTIVE.match(text, place) or CLAUSES_START.match(text, place):
                return found.end()
        depth += {")": 1, "(": -1}.get(text[place], 0)
    return 0

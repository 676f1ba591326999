"""What a view needs is handed to it: nothing of ours hangs on a request, a response, an agency or a user."""

import ast

import pytest

from tests.architecture.project import code, tree_of

CARRIERS = {"request", "response", "agency", "user"}
# Attributes that Django or the model itself offers for setting.
OFFERED = {
    "response.status_code",
    "response.headers",
    "request.current_app",
    "request.urlconf",
    "request.encoding",
    "user.is_staff",
    "agency.public_origin",
}

# Smuggled all the same, module by module, and why. An entry that is gone from the code goes from here.
ALLOWED = {
    # Django's own views are told by the request whether a form was posted: the method is set on a copy.
    "assessments/admin/concurrency/session_rescue.py": {"request.method"},
    "assessments/permissions/roles.py": {"user._access_cache"},  # asked many times in a request, read once
    # The one typed object of a public request, and the same for one that the bundle makes.
    "assessments/public/internal_request.py": {"request.public"},
    "assessments/public/request.py": {"request.public"},
}


def carrier(node):
    """The name of the carrier that a node is, also as an attribute (self.request); else None."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
    return name if name in CARRIERS else None


def targets(node):
    """What an assignment sets, tuples taken apart."""
    found = list(node.targets) if isinstance(node, ast.Assign) else [node.target]
    while any(isinstance(each, ast.Tuple | ast.List) for each in found):
        found = [
            inner
            for each in found
            for inner in (each.elts if isinstance(each, ast.Tuple | ast.List) else [each])
        ]
    return found


def hung_on(tree):
    """What a module sets on carriers, as "request.beside"; * where the name is computed."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            for target in targets(node):
                if isinstance(target, ast.Attribute) and (name := carrier(target.value)):
                    found.add(f"{name}.{target.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
            what = node.args[1]
            if name := carrier(node.args[0]):
                found.add(f"{name}.{what.value if isinstance(what, ast.Constant) else '*'}")
    return found - OFFERED


def test_nothing_new_is_hung_on_a_request_and_what_is_gone_is_not_listed():
    modules = [path for path in code() if "models" not in path.parts]

    assert {str(path): found for path in modules if (found := hung_on(tree_of(path)))} == ALLOWED


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("request.mine = 1", {"request.mine"}),
        ("self.request.mine, other = 1, 2", {"request.mine"}),
        ("agency.seen |= {1}", {"agency.seen"}),
        ("response.kept: int = 1", {"response.kept"}),
        ("setattr(user, 'kept', 1)", {"user.kept"}),
        ("setattr(request, name, 1)", {"request.*"}),
        ("response.status_code = 206", set()),
        ("response['Vary'] = 'Host'; row.agency = agency", set()),
    ],
)
def test_what_hangs_is_found(line, found):
    assert hung_on(ast.parse(line)) == found

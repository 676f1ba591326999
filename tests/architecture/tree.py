"""The rooms as README shows them: `python -m tests.architecture.tree` prints the lines to paste there."""

from tests.architecture.project import APPS, first_line, folders

# Folders that Django finds by their name.
OF_DJANGO = ("commands", "management", "migrations", "templatetags")


def rooms():
    """The folders of the apps, in the order of README: the shell first, then the apps, each by name."""
    found = [folder for folder in folders() if folder.name not in OF_DJANGO]
    return sorted(found, key=lambda folder: (APPS.index(folder.parts[0]), folder.parts))


def tree():
    """One line a room: indent, path, first line of its docstring."""
    widest = max(len(f"{room}/") for room in rooms())
    return [f"    {f'{room}/':<{widest}}  {first_line(room)}" for room in rooms()]


if __name__ == "__main__":
    print("\n".join(tree()))

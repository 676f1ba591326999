"""Tables with merged cells -> lines of the document, one a row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ita_portal.thai.text import normalise
from measures.importing.columns import COLUMNS
from measures.importing.html_text import Block, Cell
from measures.importing.lines import MOST_CELLS, Lines

MOST_COLUMNS = 60


@dataclass(frozen=True)
class Spot:
    """A cell where it begins: row and column from 0, how many it reaches over, its text, its name."""

    row: int
    column: int
    rows: int
    columns: int
    cell: Cell
    place: str


Grid: TypeAlias = Sequence[Sequence[Spot | None]]  # rows of columns


def add_table(lines: Lines, spots: Iterable[Spot], table: int, place_of_row: Callable[[int], str]) -> None:
    """Append the rows of a table to `lines` (Lines); `place_of_row(row)` is what people call a row.

    Says so in `lines` when the table is too large to be read.
    """
    spots = [spot for spot in spots if spot.column < MOST_COLUMNS]
    height = max((spot.row + spot.rows for spot in spots), default=0)
    width = min(max((spot.column + spot.columns for spot in spots), default=0), MOST_COLUMNS)
    if height * width > MOST_CELLS:
        lines.lose("ตารางนี้ใหญ่เกินกว่าจะอ่าน กรุณาตัดแถวว่างออกหรือแบ่งไฟล์", place_of_row(0))
        return
    grid: list[list[Spot | None]] = [[None] * width for _ in range(height)]
    for spot in spots:
        for row in range(spot.row, min(spot.row + spot.rows, height)):
            for column in range(spot.column, min(spot.column + spot.columns, width)):
                grid[row][column] = grid[row][column] or spot
    at = 0
    while at < height:
        depth = _header_depth(grid, at)
        _add_row(lines, grid[at : at + depth], at, table, place_of_row(at))
        at += depth


def _header_depth(grid: Grid, at: int) -> int:
    """How many rows the names of the columns take: as many as the highest of them in this row."""
    starting = [spot for spot in grid[at] if spot and spot.row == at]
    names = [spot for spot in starting if COLUMNS[0] in normalise(spot.cell)]
    if not names or len(normalise(names[0].cell)) > 40:
        return 1
    return min(names[0].rows, 3, len(grid) - at)


def _add_row(lines: Lines, rows: Grid, at: int, table: int, place: str) -> None:
    columns = [list(dict.fromkeys(spot for spot in column if spot)) for column in zip(*rows, strict=True)]
    filled = list(dict.fromkeys(spot for column in columns for spot in column if normalise(spot.cell)))
    if len(filled) == 1 and filled[0].row == at and (filled[0].columns > 1 or not filled[0].column):
        lines.add(filled[0].cell, place=place, table=table)
        return
    cells = tuple(_joined(column) for column in columns)
    lines.add(
        Cell([Block(" | ".join(cell.strip() for cell in cells), "")]) if any(map(normalise, cells)) else "",
        cells=cells if len(cells) > 1 else (),
        place=place,
        cell_places=tuple(column[0].place if column else place for column in columns),
        continued=frozenset(n for n, column in enumerate(columns) if column and column[0].row < at),
        spread=frozenset(n for n, column in enumerate(columns) if column and n > column[-1].column),
        table=table,
    )


def _joined(spots: Iterable[Spot]) -> Cell:
    return Cell([block for spot in spots for block in spot.cell.blocks])

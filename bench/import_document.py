"""How long the reader of measures documents takes: python bench/import_document.py [megabytes]

The real document is read as it is, then with its list items repeated until the file has the size asked for.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from measures.importing.document import read_document  # noqa: E402
from measures.importing.from_text import read_source  # noqa: E402
from tests.support.official_names import names_of  # noqa: E402

SOURCE = (ROOT / "tests/data/pakchong-measures-2564.txt").read_bytes()
LIST_END, RUN_END = b"</ul>", "ความสามารถ\n".encode()


def enlarged(size):
    """The document, at least `size` bytes long, by repeating what stands in its cells."""
    item = "<li>- จัดทำคู่มือและระเบียบการใช้ทรัพย์สินของราชการ การยืม-คืน</li>".encode()
    piece = " -จัดให้มีการเปิดเผยข้อมูลเกี่ยวกับขั้นตอน ระยะเวลาและ ผู้รับผิดชอบ".encode()
    cells = SOURCE.count(LIST_END) + 1
    share = max(0, size - len(SOURCE)) // cells
    data = SOURCE.replace(LIST_END, item * (share // len(item) + 1) + LIST_END)
    return data.replace(RUN_END, RUN_END.rstrip() + piece * (share // len(piece) + 1) + b"\n")


def measure(name, data, rounds=5):
    """Print size, actions and the best and worst of `rounds` readings."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        document = read_document(read_source(data), names_of)
        times.append(time.perf_counter() - start)
    actions = sum(len(row.actions) for row in document.rows)
    print(f"{name}: {len(data):,} bytes, {actions:,} actions, {min(times):.3f}-{max(times):.3f} s")


if __name__ == "__main__":
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    measure("as found", SOURCE)
    measure("enlarged", enlarged(int(megabytes * 1_000_000)))

"""Does `migrate` leave an older release's data alone? `python -m bench.upgrade --before ../base [--after .]`

Builds the example and the rich agency with the older checkout, remembers every table and row, lets the newer
checkout migrate, and compares: no table altered, no row changed, every record and its hash the same,
`verify_publications` clean. On SQLite; with --database postgres://… on that server's database, which must be
empty. Exit status 1 when something differs. Triggers are not compared: every migrate renews them.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

BENCH = Path(__file__).resolve().parent
# What `migrate` itself writes of: which migrations ran, when; names of models and rights that it adds.
OF_DJANGO = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}


def looked_at():
    """{table: {"columns": […], "rows": how many, "sha256": of all rows in order}} of the open database."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = [
                [column.name, str(column.type_code), column.null_ok, column.default]
                for column in connection.introspection.get_table_description(cursor, table)
            ]
            keys = sorted(
                [name, each["columns"], each["unique"], each["check"]]
                for name, each in connection.introspection.get_constraints(cursor, table).items()
            )
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(
                repr([bytes(value) if isinstance(value, memoryview) else value for value in row])
                for row in cursor.fetchall()
            )
            text = "\n".join(rows).encode()
            found[table] = {
                "columns": columns + keys,
                "rows": len(rows),
                "sha256": hashlib.sha256(text).hexdigest(),
            }
    return found


def step(name, out):
    """In a checkout: "build" the site or "migrate" the database, then write what stands in it to `out`."""
    sys.path[:0] = [os.getcwd(), str(BENCH)]
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command

    if name == "build":
        import page_collector

        page_collector.build_site()
    else:
        call_command("migrate", verbosity=1)
        call_command("verify_publications")
    Path(out).write_text(json.dumps(looked_at(), default=str))


def done(checkout, name, folder, database):
    """What the database holds after a step in a checkout."""
    out = Path(folder) / name
    env = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_", "DJANGO_"))}
    env |= {"DATABASE_URL": database, "ITA_VAR_DIR": str(folder), "SECRET_KEY": "only for this comparison"}
    python = (Path(checkout) / ".venv" / "bin" / "python").absolute()
    command = [python, Path(__file__).resolve(), "--step", name, "--out", out]
    subprocess.run(command, cwd=checkout, env=env, check=True)
    return json.loads(out.read_text())


def differences(before, after):
    """What of the tables differs, a sentence each."""
    for table in sorted(before.keys() | after.keys()):
        old, new = before.get(table), after.get(table)
        if old is None or new is None:
            yield f"{table}: {'new' if old is None else 'gone'}"
        elif old["columns"] != new["columns"]:
            yield f"{table}: altered"
        elif old["sha256"] != new["sha256"]:
            yield f"{table}: rows differ ({old['rows']} before, {new['rows']} after)"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--before", type=Path, help="checkout of the older release")
    parser.add_argument("--after", type=Path, default=Path("."), help="checkout of the newer one")
    parser.add_argument("--database", help="postgres://… of an empty database")
    parser.add_argument("--step", choices=["build", "migrate"], help=argparse.SUPPRESS)
    parser.add_argument("--out", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        step(given.step, given.out)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        database = given.database or f"sqlite:///{folder}/db.sqlite3"
        before = done(given.before, "build", folder, database)
        after = done(given.after, "migrate", folder, database)
    found = list(differences(before, after))
    print(*found, sep="\n")
    rows = sum(table["rows"] for table in before.values())
    print(f"{len(before)} tables with {rows} rows, {len(found)} differ")
    return int(any(line.partition(":")[0] not in OF_DJANGO for line in found))


if __name__ == "__main__":
    sys.exit(main())

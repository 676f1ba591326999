"""The key of a page in the response cache, and whose site its host is: one query, however large the record.

The key is a hash of scheme, path and the whole query string (so every parameter makes another page), of the
release, and of whatever an address may show: the agency's own row, its record, withdrawals, and for a
checklist how its links stand (docs/decisions/0010-kept-pages.md). The host is in it only while the agency has
no public origin: then the page tells addresses under the reader's own.
"""

import hashlib
import re
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connection, connections

from assessments.models import Agency, LinkTarget, Page, PortalHost, Publication, PublishedLink, PublishedPage
from ita_portal.http.release import fingerprint

LINKS_SHOWN = re.compile(r"/ita/(2[0-9]{3})/(?:oit(?:/o([1-9][0-9]*)/|[./])|bundle\.zip)")
FIRST_CODE, BEYOND_CODES = "O", "P"  # around O1, O2 …
AGENCY_FIELDS = Agency._meta.concrete_fields
ORIGIN_COLUMN = [field.name for field in AGENCY_FIELDS].index("public_origin")
SITE = """SELECT {agency_columns},
(SELECT p.record_sha256 FROM {publication} p WHERE p.agency_id=a.id ORDER BY p.sequence DESC LIMIT 1),
(SELECT {withdrawals} FROM {publication} p WHERE p.agency_id=a.id AND p.withdrawn_at IS NOT NULL){links}
FROM {agency} a WHERE a.id=COALESCE((SELECT h.agency_id FROM {host} h WHERE h.host=%s),
(SELECT CASE WHEN COUNT(*)=1 THEN MIN(id) END FROM (SELECT id FROM {agency} LIMIT 2) two))"""
# Every check of a target and every look of a person writes a moment that it never had before.
LINKS = """,(SELECT {moments} FROM {page} c
JOIN {link} l ON l.publication_id=c.current_id AND l.code BETWEEN %s AND %s
JOIN {target} t ON t.id=l.target_id WHERE c.agency_id=a.id AND c.year_be=%s AND c.page=%s)"""
TABLES = {
    "agency": Agency,
    "host": PortalHost,
    "publication": Publication,
    "page": PublishedPage,
    "link": PublishedLink,
    "target": LinkTarget,
}
TOGETHER = {
    "sqlite": "COALESCE(group_concat({0}), '')",
    "postgresql": "COALESCE(string_agg(CAST({0} AS text), ',' ORDER BY l.id), '')",
}


@cache
def query(vendor, *, with_links):
    """The SQL for "sqlite" or "postgresql"; short, because Django reads it through for every request."""
    moments = [TOGETHER[vendor].format(name) for name in ("t.last_checked_at", "t.confirmed_at")]
    tables = {name: model._meta.db_table for name, model in TABLES.items()}
    return SITE.format(
        agency_columns=",".join(f"a.{field.column}" for field in AGENCY_FIELDS),
        withdrawals="COUNT(*) || ' ' || COALESCE(CAST(MAX(p.withdrawn_at) AS text), '')",
        links=LINKS.format(moments="||';'||".join(moments), **tables) if with_links else "",
        **tables,
    )


class CacheKey:
    """The key of what a request asks for, as all of it stands now, and the agency of its host.

    `covers_links`: the key changes with the links of the checklist that the address shows.
    """

    def __init__(self, request):
        host, path = request.get_host(), request.path
        self._host = host
        self._address = (request.scheme, path, request.META.get("QUERY_STRING", ""))
        shown = LINKS_SHOWN.match(path)
        self.covers_links = shown is not None
        wanted = []
        if shown:
            year_be, item = shown.groups()
            codes = (f"O{item}", f"O{item}") if item else (FIRST_CODE, BEYOND_CODES)
            wanted = [*codes, int(year_be), Page.OIT.value]
        name = "" if host.endswith("]") else host.rpartition(":")[0] or host
        database = connections[DEFAULT_DB_ALIAS]
        with database.cursor() as cursor:
            cursor.execute(query(database.vendor, with_links=self.covers_links), [*wanted, name.lower()])
            self._row = cursor.fetchone()

    @property
    def agency(self):
        """The Agency, without a query; None for a host that is nobody's."""
        if self._row is None:
            return None
        compiler = Agency.objects.all().query.get_compiler(connection=connection)
        columns = [field.get_col(Agency._meta.db_table) for field in AGENCY_FIELDS]
        rows = [self._row[: len(columns)]]
        values = next(compiler.apply_converters(rows, compiler.get_converters(columns)))
        return Agency.from_db(connection.alias, [field.attname for field in AGENCY_FIELDS], values)

    @property
    def value(self):
        """Hash of all that decides what this address shows to everybody."""
        host = "" if self._row and self._row[ORIGIN_COLUMN] else self._host
        parts = repr((fingerprint(), host, self._address, self._row))
        return hashlib.sha256(parts.encode()).hexdigest()[:32]

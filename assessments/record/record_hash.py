"""What the hash of a record covers: its content, its place in the chain, who answers for it, and when.

A wider hash, bound by it, covers what no reader of the record sees. Account names stay inside the agency, and
what changed goes when a content is withdrawn; so both are hashed with a salt that is not published: an
outside copy of the chain holds them fast and gives nothing away.
"""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from assessments.content.canonical_json import canonical_json, sha256_hex, utc_text


def record_hash(
    *,
    agency_slug: str,
    year_be: int,
    page: str,
    number: int,
    sequence: int,
    sha256: str,
    previous: str,
    published_at: datetime,
    role: str,
    note: str,
    details_sha256: str = "",
) -> str:
    """SHA-256 that binds one record to its metadata and to the record before it. Public fields only.

    `details_sha256` is "" in the records of before there were details; then it is no part of what is hashed.
    """
    bound = {
        "agency": agency_slug,
        "fiscal_year": year_be,
        "note": note,
        "number": number,
        "page": page,
        "previous": previous or None,
        "published_at": utc_text(published_at),
        "role": role,
        "sequence": sequence,
        "sha256": sha256,
    }
    if details_sha256:
        bound["details_sha256"] = details_sha256
    return sha256_hex(canonical_json(bound))


def new_salt() -> str:
    """32 hex digits that nobody can guess."""
    return secrets.token_hex(16)


def changed_hash(salt: str, changed_keys: Mapping[str, Collection[str]]) -> str:
    """The hash that stays when a withdrawal empties `changed_keys`."""
    return sha256_hex(salt + canonical_json(changed_keys))


def details_hash(*, salt: str, schema: str, published_by: str, changed_sha256: str, earlier: str) -> str:
    """SHA-256 of what is known of a record inside the agency only.

    `earlier` is the digest of the records before, in the first record of a chain that has details behind
    ones that have none; "" in every other.
    """
    details = {
        "changed_sha256": changed_sha256,
        "earlier": earlier or None,
        "published_by": published_by,
        "salt": salt,
        "schema": schema,
    }
    return sha256_hex(canonical_json(details))


class EarlierRecords:
    """The digest of people, reasons and times in records without details of their own, in their order."""

    def __init__(self) -> None:
        self._digest, self._count = hashlib.sha256(), 0

    def add(
        self,
        sequence: int,
        published_by: str,
        withdrawn_at: datetime | None,
        withdrawn_by: str,
        withdrawn_reason: str,
    ) -> None:
        """The next record; withdrawn_at is None for one whose withdrawal is a record of the chain."""
        withdrawn = [utc_text(withdrawn_at), withdrawn_by, withdrawn_reason] if withdrawn_at else None
        self._digest.update(canonical_json([sequence, published_by, withdrawn]).encode() + b"\n")
        self._count += 1

    @property
    def sha256(self) -> str:
        """64 hex digits, or "" when no record was added."""
        return self._digest.hexdigest() if self._count else ""

"""Bundles whose forger computed every hash anew: what verify.py finds still, and what it cannot."""

import json
from datetime import datetime

import pytest

from assessments.content.canonical_json import canonical_json, parse_content, sha256_hex
from assessments.record.record_hash import record_hash
from tests.support.unpacked import (
    edit_json,
    publish_a_lively_year,
    unpack,
    verify,
    write_manifest_anew,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return unpack(tmp_path, publish_a_lively_year())


def link_anew(chain):
    """Compute every hash, link and the head of a changed chain, as who knows the rules would."""
    before = None
    for record in chain["records"]:
        record["previous"] = before and before["record_sha256"]
        bound = {name: record[name] for name in ("page", "number", "sequence", "sha256", "previous", "note")}
        bound["details_sha256"] = record["details_sha256"]
        bound |= {"year_be": record["fiscal_year"], "role": record["role"], "agency_slug": chain["agency"]}
        moment = datetime.fromisoformat(record["published_at"])
        record["record_sha256"] = record_hash(published_at=moment, **bound)
        before = record
    chain["head"] = {name: before[name] for name in ("sequence", "record_sha256", "published_at")}


def cut_short(chain):
    """Drop the checklist and the withdrawal behind it, and hide that: the chain alone is right again."""
    del chain["records"][-2:], chain["notices"]
    for record in chain["records"]:
        record["withdrawn"] = None
    last = chain["records"][-1]
    chain["head"] = {name: last[name] for name in ("sequence", "record_sha256", "published_at")}


def test_chain_cut_short_contradicts_the_manifest_and_the_pages(folder):
    edit_json(folder / "chain.json", cut_short)
    write_manifest_anew(folder)
    assert "manifest.json does not match chain.json" in verify(folder)[1]
    head = json.loads((folder / "chain.json").read_text("utf-8"))["head"]
    edit_json(folder / "manifest.json", lambda manifest: manifest.update(head=head))

    status, text = verify(folder)

    assert (status, "data/oit.json does not match its record" in text) == (1, True), text


def without_the_first(chain):
    chain["records"].pop(0)
    link_anew(chain)


def with_a_gap_in_the_numbers(chain):
    chain["records"][4]["number"] = 3
    link_anew(chain)


@pytest.mark.parametrize(
    ("change", "named"),
    [(without_the_first, "chain.json record 1 "), (with_a_gap_in_the_numbers, "chain.json record 5 ")],
)
def test_chain_computed_anew_must_still_count_from_one(folder, change, named):
    edit_json(folder / "chain.json", change)
    head = json.loads((folder / "chain.json").read_text("utf-8"))["head"]
    edit_json(folder / "manifest.json", lambda manifest: manifest.update(head=head))
    write_manifest_anew(folder)

    status, text = verify(folder)

    assert (status, named in text) == (1, True), text


def test_bundle_forged_throughout_is_found_only_by_its_head(folder):
    """As README.txt of the bundle says: compare the head with what somebody else kept."""
    chain = json.loads((folder / "chain.json").read_text("utf-8"))
    genuine = chain["head"]["record_sha256"]
    page = parse_content((folder / "data/oit.json").read_text("utf-8"))
    said = page.pop("publication")
    page["items"][0]["explanation"] = "ปลอม"
    [last] = [record for record in chain["records"] if record["page"] == "oit"][-1:]
    last["sha256"] = sha256_hex(canonical_json(page))
    link_anew(chain)
    said |= {name: last[name] for name in ("sha256", "previous", "record_sha256")}
    (folder / "data/oit.json").write_text(canonical_json(page | {"publication": said}), "utf-8")
    edit_json(folder / "chain.json", lambda document: document.update(chain))
    edit_json(folder / "manifest.json", lambda manifest: manifest.update(head=chain["head"]))
    write_manifest_anew(folder)

    status, text = verify(folder)

    assert status == 0
    assert genuine not in text
    assert chain["head"]["record_sha256"] in text

"""Which addresses and documents a published checklist leads to: an index that is written with the record."""

import hashlib
from urllib.parse import urlsplit

from assessments.models import CheckedHost, DocumentVersion, LinkTarget, PublishedLink

LONGEST_HOST = 253  # RFC 1035: no server can have a longer name


def url_fingerprint(url):
    """SHA-256 of an address as typed, because an address may be longer than an index can hold."""
    return hashlib.sha256(url.encode()).hexdigest()


def host_of(url):
    """The host an address leads to, in lower case and IDNA where it can be; "" when it has none."""
    try:
        host = urlsplit(url).hostname or ""
        name = host.rstrip(".").encode("idna").decode("ascii")
    except ValueError:
        return ""
    return name if len(name) <= LONGEST_HOST else ""


def is_checkable(url):
    """True for an http(s) address with a host; paths of this portal are not fetched."""
    return url.lower().startswith(("http://", "https://")) and bool(host_of(url))


def ensure_targets(agency, urls):
    """{url: LinkTarget} for the checkable ones of `urls`; those the checker does not know yet are added."""
    wanted = {url_fingerprint(url): url for url in urls if is_checkable(url)}
    known = _known(agency, wanted)
    new = {key: url for key, url in wanted.items() if url not in known}
    if not new:
        return known
    hosts = {host_of(url) for url in new.values()}
    CheckedHost.objects.bulk_create([CheckedHost(host=host) for host in sorted(hosts)], ignore_conflicts=True)
    host_ids = dict(CheckedHost.objects.filter(host__in=hosts).values_list("host", "pk"))
    LinkTarget.objects.bulk_create(
        [
            LinkTarget(agency=agency, url=url, url_sha256=key, host_id=host_ids[host_of(url)])
            for key, url in new.items()
        ],
        ignore_conflicts=True,
    )
    return known | _known(agency, new)


def _known(agency, fingerprints):
    rows = LinkTarget.objects.filter(agency=agency, url_sha256__in=list(fingerprints))
    return {row.url: row for row in rows}


def index_links(publication, content):
    """Write the PublishedLinks of a new checklist record. Called by `publishing.publish` only."""
    links = [
        (item["code"], link) for item in content["items"] for link in item["links"] if not link["removed"]
    ]
    targets = ensure_targets(publication.agency, [link["url"] for _code, link in links])
    versions = _versions(publication, links)
    PublishedLink.objects.bulk_create(
        PublishedLink(
            publication=publication,
            code=code,
            position=link["position"],
            target=targets.get(link["url"]),
            version_id=versions.get((code, link["position"], link.get("document", {}).get("version"))),
        )
        for code, link in links
    )


def _versions(publication, links):
    """{(code, position, version number): pk} of the documents among `links`."""
    if not any("document" in link for _code, link in links):
        return {}
    rows = DocumentVersion.objects.filter(
        link__disclosure__agency=publication.agency,
        link__disclosure__item__year__year_be=publication.year_be,
    ).values_list("link__disclosure__item__code", "link__position", "number", "pk")
    return {(code, position, number): pk for code, position, number, pk in rows}

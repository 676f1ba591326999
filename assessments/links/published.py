"""Which addresses and documents a published checklist leads to: an index that is written with the record."""

from assessments.links.url import host_of, is_checkable, url_fingerprint
from assessments.models import CheckedHost, DocumentVersion, LinkTarget, PublishedLink


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

"""Memento (RFC 7089): live pages are their own TimeGates, versions are Mementos, timemaps list them."""

import datetime
import re
from email.utils import parsedate_to_datetime

from django.utils.http import http_date

from assessments.record.moment import BadMoment
from assessments.record.paths import (
    HOME_PATH,
    data_path,
    document_path,
    document_timemap_path,
    home_timemap_path,
    link_path,
    page_path,
    timemap_path,
    version_path,
)

LINK_FORMAT = "application/link-format"


def rfc1123(moment):
    """An aware datetime as an HTTP date, e.g. Fri, 12 Mar 2021 02:10:00 GMT."""
    return http_date(moment.timestamp())


def accept_datetime(request):
    """The moment of the request's Accept-Datetime header, None without one; BadMoment when unreadable."""
    text = request.headers.get("Accept-Datetime")
    if text is None:
        return None
    try:
        if not re.fullmatch(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT", text):
            raise ValueError(text)
        return parsedate_to_datetime(text)
    except ValueError:
        example = rfc1123(datetime.datetime(2021, 4, 30, 10, tzinfo=datetime.UTC))
        raise BadMoment(f"Accept-Datetime ต้องเป็นเวลาแบบ HTTP เช่น {example}") from None


def state_at(moment, states):
    """Number of the state that stood at `moment`; the first one for an earlier moment (RFC 7089 4.5.3).

    HTTP dates know whole seconds: a state counts from the second that it announces as its Memento-Datetime,
    so that each one's own datetime leads back to it. Of several states of one second the last is given: it is
    the one that stood when the second ended, and the earlier ones cannot be told apart from it by a date.
    """
    standing = [number for number, published_at in states if published_at.replace(microsecond=0) <= moment]
    return standing[-1] if standing else states[0][0]


class Addresses:
    """The absolute addresses of one page (or of its file of a `form`: json, pdf …) and its versions."""

    def __init__(self, origin, year_be, page, number=None, *, form=None):
        self.origin, self.year_be, self.page, self.number, self.form = origin, year_be, page, number, form

    @property
    def original(self):
        """The live page, which is its own TimeGate."""
        if self.form:
            return self.origin + data_path(self.year_be, self.page, form=self.form)
        return self.origin + page_path(self.year_be, self.page, self.number)

    def version(self, version):
        """One Memento."""
        if self.form:
            return self.origin + data_path(self.year_be, self.page, version, self.form)
        return self.origin + version_path(self.year_be, self.page, version, self.number)

    def timemap(self, form="link"):
        """The list of Mementos; data and page share the page's."""
        return self.origin + timemap_path(self.year_be, self.page, form, self.number)


class HomeAddresses:
    """The absolute addresses of /ita/ and of its state at the end of a day (an ISO date)."""

    def __init__(self, origin):
        self.origin = origin
        self.original = origin + HOME_PATH

    def version(self, day):
        """One Memento."""
        return f"{self.original}?as_of={day}"

    def timemap(self, form="link"):
        """The list of Mementos."""
        return self.origin + home_timemap_path(form)


class DocumentAddresses:
    """The absolute addresses of a link's document and of its editions."""

    def __init__(self, origin, year_be, number, position):
        self.origin, self.year_be, self.number, self.position = origin, year_be, number, position
        self.original = origin + link_path(year_be, f"o{number}", position)

    def version(self, edition):
        """One Memento."""
        return self.origin + document_path(self.year_be, f"o{self.number}", self.position, edition)

    def timemap(self, form="link"):
        """The list of Mementos."""
        return self.origin + document_timemap_path(self.year_be, f"o{self.number}", self.position, form)


def link_header(addresses, states=(), version=None):
    """The Link header of a live page, or of `version` among `states` with its neighbours."""
    links = [
        f'<{addresses.original}>; rel="original timegate"',
        f'<{addresses.timemap()}>; rel="timemap"; type="{LINK_FORMAT}"',
    ]
    if version is None:
        return ", ".join(links)
    here = [number for number, _published_at in states].index(version)
    relations = {here: []}
    for at, relation in ((0, "first"), (len(states) - 1, "last"), (here - 1, "prev"), (here + 1, "next")):
        if 0 <= at < len(states):
            relations.setdefault(at, []).append(relation)
    for at, names in sorted(relations.items()):
        links.append(memento_link(addresses, *states[at], [*names, "memento"]))
    return ", ".join(links)


def memento_link(addresses, number, published_at, relations=("memento",)):
    """One Memento as a link of RFC 8288 with its datetime."""
    return f'<{addresses.version(number)}>; rel="{" ".join(relations)}"; datetime="{rfc1123(published_at)}"'


def timemap_link(addresses, states):
    """The timemap in application/link-format."""
    lines = [
        f'<{addresses.original}>; rel="original timegate"',
        f'<{addresses.timemap()}>; rel="self"; type="{LINK_FORMAT}"; '
        f'from="{rfc1123(states[0][1])}"; until="{rfc1123(states[-1][1])}"',
    ]
    for number, published_at in states:
        ends = [name for name, end in (("first", states[0][0]), ("last", states[-1][0])) if number == end]
        lines.append(memento_link(addresses, number, published_at, [*ends, "memento"]))
    return ",\n".join(lines) + "\n"


def timemap_json(addresses, states):
    """The timemap as a JSON-able dict, in the form that Memento clients read."""
    mementos = [
        {
            "datetime": published_at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "uri": addresses.version(number),
        }
        for number, published_at in states
    ]
    return {
        "original_uri": addresses.original,
        "timegate_uri": addresses.original,
        "timemap_uri": {
            "link_format": addresses.timemap("link"),
            "json_format": addresses.timemap("json"),
        },
        "mementos": {"first": mementos[0], "last": mementos[-1], "list": mementos},
    }

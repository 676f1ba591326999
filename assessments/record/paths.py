"""The frozen addresses of published pages, their data and their versions, as site paths."""

from assessments.models import Notice, Page

HOME_PATH, CHAIN_PATH = "/ita/", "/ita/chain.json"
PAGE_PATHS = {
    Page.RESULT: "",
    Page.MEASURES: "measures/",
    Page.PROGRESS: "measures/progress/",
    Page.OIT: "oit/",
    Page.HANDIN: "oit/handin/",
}


def page_path(year_be, page, number=None):
    """Where a page stands: /ita/2564/oit/; with an item's `number`, that item: /ita/2564/oit/o42/.

    A Notice has no page: it stands in the chain.
    """
    if page in Notice.values:
        return CHAIN_PATH
    item = f"o{number}/" if number else ""
    return f"/ita/{year_be}/{PAGE_PATHS[page]}{item}"


def version_path(year_be, page, version, number=None):
    """Where one published state stands: /ita/2564/oit/versions/3/; a Notice: /ita/chain.json#clock-2564-1"""
    if page in Notice.values:
        return f"{CHAIN_PATH}#{page}-{year_be}-{version}"
    return f"{page_path(year_be, page, number)}versions/{version}/"


def poster_path(year_be):
    """The poster of the year's EIT survey: /ita/2564/eit/"""
    return f"/ita/{year_be}/eit/"


def poster_code_path(year_be):
    """The poster's QR code: /ita/2564/eit/qr.svg"""
    return f"{poster_path(year_be)}qr.svg"


def link_path(year_be, code, position):
    """The stable address of a link or document of an item: /ita/2564/oit/o12/1/"""
    return f"/ita/{year_be}/oit/{code.lower()}/{position}/"


def document_path(year_be, code, position, version):
    """One version of a document: /ita/2564/oit/o12/1/versions/2/"""
    return f"{link_path(year_be, code, position)}versions/{version}/"


def document_timemap_path(year_be, code, position, form="link"):
    """The list of a document's editions for machines: /ita/2564/oit/o12/1/timemap/link"""
    return f"{link_path(year_be, code, position)}timemap/{form}"


def home_timemap_path(form="link"):
    """The list of the home page's states for machines: /ita/timemap/link"""
    return f"{HOME_PATH}timemap/{form}"


def evidence_path(year_be, number):
    """The stable address of evidence of progress: /ita/2564/measures/progress/evidence/3/"""
    return f"{page_path(year_be, Page.PROGRESS)}evidence/{number}/"


def data_path(year_be, page, version=None, form="json"):
    """The page as data or document: /ita/2563/result.json, /ita/2563/versions/3/result.pdf"""
    if version is None:
        return f"/ita/{year_be}/{page}.{form}"
    return f"{version_path(year_be, page, version)}{page}.{form}"


def history_path(year_be, page, number=None):
    """Every published state of a page: /ita/2564/oit/history/"""
    return f"{page_path(year_be, page, number)}history/"


def differences_path(year_be, page, old, new):
    """What changed between two states: /ita/2564/oit/differences/1/3/"""
    return f"{page_path(year_be, page)}differences/{old}/{new}/"


def timemap_path(year_be, page, form="link", number=None):
    """The list of a page's states for machines (RFC 7089): /ita/2564/oit/timemap/link"""
    return f"{page_path(year_be, page, number)}timemap/{form}"

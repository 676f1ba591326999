"""The site around a page: whose it is, the years of its menu, the origin of its addresses."""


def site_context(request, agency, pages=None, year_be=None, page=None):
    """What every public template gets: the agency, the years of its menu, and the site's origin.

    The menu has the years of `pages` (PublishedPages), none without it, and leads to their `page`
    (PublishedPages.switch).
    """
    return {
        "agency": {
            "name": agency.name,
            "kind_name": agency.get_kind_display(),
            "district": agency.district,
            "province": agency.province,
        },
        "site": {
            "years": pages.years if pages else [],
            "year": year_be,
            "switch": pages.switch(page) if pages else [],
        },
        "origin": origin_of(request),
    }


def origin_of(request):
    """Scheme and host of the request, to write addresses in full."""
    return f"{request.scheme}://{request.get_host()}"

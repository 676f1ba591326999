"""A request as another view is to see it: the same but for its method or for what was posted.

The original stays as the browser sent it. Session, messages, user and META are shared with the copy, so
what is noted there reaches the response.
"""


def with_method(request, method):
    """A copy whose method is `method`; "GET" shows a posted form without saving it."""
    other = _copy(request)
    other.method = method
    return other


def with_posted(request, data, files=None):
    """A copy with `data` (a QueryDict) as POST, and `files` (a MultiValueDict) as FILES unless None."""
    other = _copy(request)
    other.POST = data
    if files is not None:
        other._files = files  # FILES has no setter
    return other


def _copy(request):
    """Not copy.copy: Django prepares that for pickling, without resolver_match and with a META of its own."""
    other = request.__class__.__new__(request.__class__)
    vars(other).update(vars(request))
    return other

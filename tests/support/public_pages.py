"""The public pages, for the tests that hold for every one of them."""

import html
import re
from contextlib import contextmanager

from django.db import connection
from django.test import Client

from assessments.models import Page

# view name -> (address of it in the published example, the page whose record it shows; None: every record)
PUBLIC_PAGES = {
    "assessments:home": ("/ita/", None),
    "assessments:search_list": ("/ita/search/?q=O42", None),
    "assessments:chain_data": ("/ita/chain.json", None),
    "assessments:result_detail": ("/ita/2563/", Page.RESULT),
    "assessments:result_data": ("/ita/2563/result.json", Page.RESULT),
    "assessments:checklist_detail": ("/ita/2564/oit/", Page.OIT),
    "assessments:checklist_data": ("/ita/2564/oit.json", Page.OIT),
    "assessments:checklist_export": ("/ita/2564/oit.csv", Page.OIT),
    "assessments:result_export": ("/ita/2563/result.xlsx", Page.RESULT),
    "assessments:result_document": ("/ita/2563/result.docx", Page.RESULT),
    "assessments:oititem_detail": ("/ita/2564/oit/o42/", Page.OIT),
    "assessments:link_redirect": ("/ita/2564/oit/o42/1/", Page.OIT),
    "measures:plan_detail": ("/ita/2564/measures/", Page.MEASURES),
    "measures:plan_data": ("/ita/2564/measures.json", Page.MEASURES),
    "measures:plan_export": ("/ita/2564/measures.csv", Page.MEASURES),
    "measures:plan_document": ("/ita/2564/measures.docx", Page.MEASURES),
}
READING = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@contextmanager
def only_reading():
    """Fails when anything but SELECT was sent to the database meanwhile, even if the code caught an error."""
    written = []

    def note(execute, sql, params, many, context):
        if not sql.lstrip().upper().startswith(READING):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
    assert not written, f"a reading request wrote: {written}"


def fresh(address, **headers):
    """What a process that has kept nothing answers."""
    return Client().get(address, headers=headers)


def words(response):
    """What a reader sees of a page below its <head>: no tags, single blanks."""
    return words_of(response.text.partition("</head>")[2])


def words_of(markup):
    """The words of a piece of HTML: tags inside a line vanish, all others part what stands around them."""
    without = re.sub(r"</?(?:a|b|code|data|span|strong|time|wbr)\b[^>]*>", "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", without)).split())


def thai(text):
    """Text as pages write it: with Thai digits (the codes O1 … O43 keep theirs) and single blanks."""
    return " ".join(text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")).split())


def section(response, element_id):
    """The HTML of a page from the element of this id up to the next one's, those of pictures aside."""
    parts = re.split(r'<(?=[^>]*\sid="([^"]+(?<!-title)(?<!-told))")', response.text)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    return found[element_id]

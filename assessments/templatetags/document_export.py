"""Filters of documents on paper."""

import re

from django import template
from django.utils.html import format_html, format_html_join

from ita_portal.templatetags.ita_format import keep_words

register = template.Library()
_ADDRESS = re.compile(r"(https?://\S*[^\s.,;:)])")


@register.filter
def linked(text):
    """Escaped text as keep_words has it, in which web addresses lead to where they say."""
    pieces = enumerate(_ADDRESS.split(text))
    return format_html_join("", "{}", ((_link(each) if at % 2 else keep_words(each),) for at, each in pieces))


def _link(address):
    return format_html('<a href="{}">{}</a>', address, address)

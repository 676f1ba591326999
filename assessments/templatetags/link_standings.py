"""How a link stands, in templates."""

from django import template

register = template.Library()


@register.filter
def standing_of(standings, url):
    """The LinkStanding of an address among LinkStandings; None for what is not checked or not known here."""
    return standings.of(url) if standings else None

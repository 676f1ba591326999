"""What an item's period means, in words for citizens."""

from django import template

from assessments.framework.data_periods import none_sentence

register = template.Library()


@register.simple_tag
def none_this_period(item, year_be):
    """The sentence beside “ไม่มีในรอบนี้” for an item of a published checklist."""
    return none_sentence(item["title"], item["data_period"], year_be)

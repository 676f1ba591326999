"""What makes every test quicker and changes none: conftest.py takes it in."""

import pytest
from django.template import Engine
from django.template.base import Template
from django.test.signals import template_rendered


def render_and_tell(template, context):
    """Renders a template; the test client hears of whole pages only, not of each part and each form field."""
    if context.template is template and template.engine is Engine.get_default():
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="session", autouse=True)
def tell_of_pages_only(django_test_environment):
    """`response.context` costs a copy of the context for every template that is told of."""
    Template._render = render_and_tell

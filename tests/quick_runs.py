"""What makes every test quicker and changes none: conftest.py takes it in."""

import pytest
from _pytest.runner import pytest_runtest_protocol as run_test
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


def in_one_piece(item, nextitem):
    """Runs one test with room for all its frames.

    CPython keeps the frames of calls in pieces of 16 KB, and a call made over and over at the end of a piece
    maps and unmaps the next one each time: a sixth of the time of a page whose templates lie deep in each
    other. A frame that asks for a large stack makes the piece large, for as long as it lasts.
    """
    return run_test(item, nextitem)


in_one_piece.__code__ = in_one_piece.__code__.replace(co_stacksize=70_000)  # words, in a piece of 1 MB


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """In place of pytest's own."""
    return in_one_piece(item, nextitem)

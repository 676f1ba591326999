"""What a page said before: its history, the differences between two states, its timemap."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.content.canonical_json import canonical_json
from assessments.content.differences import differences, touches_item
from assessments.links.standings import LinkStandings, item_states
from assessments.models import Page, Publication
from assessments.open_data import memento
from assessments.open_data.memento_states import document_states, home_states
from assessments.public.page import page_context, public_page
from assessments.record.pages import Withdrawn
from assessments.record.paths import differences_path, history_path, version_path


def _published(request, year_be, page):
    """The states of the page without their contents, oldest first, as of the request's day."""
    states = Publication.objects.states(request.public.agency, year_be, page)
    before = request.public.moment.before
    return list(states.filter(published_at__lt=before) if before else states)


def _states(request, year_be, page):
    """As `_published`; Http404 when the page was not published by then."""
    states = _published(request, year_be, page)
    if not states:
        raise Http404("หน้านี้ยังไม่เผยแพร่")
    return states


def _history_context(request, year_be, page, states, number=None):
    """Rows of a history, newest first, each with the addresses of its state and of what changed."""
    request.public.read_pages_now()
    last = states[-1].number
    gone = {state.number for state in states if state.withdrawn_at}
    rows = [
        {
            "state": state,
            "address": version_path(year_be, page, state.number, number),
            "differences": differences_path(year_be, page, state.number - 1, state.number)
            if state.number > 1 and not {state.number - 1, state.number} & gone
            else "",
            "is_current": state.number == last,
        }
        for state in reversed(states)
    ]
    context = page_context(request, year_be, page, number)
    return context | {
        "year_be": year_be,
        "page_address": context["canonical"],
        "permanent": "",
        "own_path": "",
        "page_name": Page(page).label,
        "rows": rows,
        "newest": states[-1],
        "canonical": request.public.origin + request.path,
    }


@require_safe
@public_page(whole=True)
def page_history(request, year_be, page):
    """Every published state of a page: GET /ita/2564/oit/history/"""
    states = _states(request, year_be, page)
    context = _history_context(request, year_be, page, states)
    return TemplateResponse(request, "assessments/page_history.html", context)


@require_safe
@public_page(whole=True)
def item_history(request, year_be, number):
    """The states in which one item changed: GET /ita/2564/oit/o42/history/"""
    code = f"O{number}"
    states = _states(request, year_be, Page.OIT)
    touched = [state for state in states if state.withdrawn_at or touches_item(state.changed_keys, code)]
    if not touched:
        raise Http404("ปีนี้ไม่มีข้อนี้")
    changes = item_states(request.public.agency, year_be, code, before=request.public.moment.before)
    request.public.link_status = LinkStandings(changes, past=True)
    context = _history_context(request, year_be, Page.OIT, touched, number) | {
        "code": code,
        "changes": changes,
        "handins": _published(request, year_be, Page.HANDIN)[::-1],
        "whole": history_path(year_be, Page.OIT),
    }
    return TemplateResponse(request, "assessments/item_history.html", context)


def _state(request, year_be, page, number):
    """One state with its content; Http404 when there is none, Withdrawn when its content is gone."""
    state = Publication.objects.filter(
        agency=request.public.agency, year_be=year_be, page=page, number=number
    ).first()
    if state is None:
        raise Http404("หน้านี้ไม่มีฉบับนี้")
    if state.withdrawn_at:
        raise Withdrawn(state)
    return state


@require_safe
@public_page(whole=True)
def page_differences(request, year_be, page, old, new):
    """What changed between two states of a page: GET /ita/2564/oit/differences/1/3/

    The form on the page asks for two others by `?old=2&new=5` and is led to their own address.
    """
    if {"old", "new"} <= request.GET.keys():
        wanted = [request.GET[name] for name in ("old", "new")]
        if not all(re.fullmatch("[1-9][0-9]{0,6}", number) for number in wanted):
            raise Http404("ไม่มีฉบับที่ขอ")
        return redirect(differences_path(year_be, page, *wanted))
    request.public.read_pages_now()
    before, after = _state(request, year_be, page, old), _state(request, year_be, page, new)
    context = page_context(request, year_be, page) | {
        "year_be": year_be,
        "page_name": Page(page).label,
        "old": before,
        "new": after,
        "changes": differences(before.data(), after.data()),
        "history": history_path(year_be, page),
        "canonical": request.public.origin + request.path,
        "versions": Publication.objects.states(request.public.agency, year_be, page)
        .filter(withdrawn_at=None)
        .values_list("number", "published_at"),
    }
    return TemplateResponse(request, "assessments/page_differences.html", context)


@require_safe
@public_page(whole=True)
def page_timemap(request, year_be, page, form, number=None):
    """The states of a page for machines (RFC 7089): GET /ita/2564/oit/timemap/link"""
    states = [(state.number, state.published_at) for state in _states(request, year_be, page)]
    return timemap(memento.Addresses(request.public.origin, year_be, page, number), states, form)


@require_safe
@public_page(whole=True)
def home_timemap(request, form):
    """The days on which anything was published, for machines: GET /ita/timemap/link"""
    return timemap(memento.HomeAddresses(request.public.origin), home_states(request.public.agency), form)


@require_safe
@public_page(whole=True)
def document_timemap(request, year_be, number, position, form):
    """The editions of a document for machines: GET /ita/2564/oit/o12/1/timemap/link"""
    addresses = memento.DocumentAddresses(request.public.origin, year_be, number, position)
    return timemap(addresses, document_states(request.public.agency, addresses), form)


def timemap(addresses, states, form):
    """The states (key, moment) as a response in one of two forms; Http404 for another, and for no state."""
    if not states:
        raise Http404("ยังไม่มีสภาพที่ผ่านมา")
    if form == "link":
        return HttpResponse(memento.timemap_link(addresses, states), content_type=memento.LINK_FORMAT)
    if form == "json":
        document = canonical_json(memento.timemap_json(addresses, states))
        return HttpResponse(document, content_type="application/json; charset=utf-8")
    raise Http404("timemap มีสองแบบ: link และ json")

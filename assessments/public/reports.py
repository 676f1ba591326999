"""Citizens speak: the form, the page of a reference number, and what becomes of personal data.

Form and answer are no record: nothing of them is cached, indexed or published. No cookie is set. A POST acts
on no session and with nobody's rights, so a forged one can do nothing its sender could not do alone: CSRF
does not apply, and its cookie is not set.
"""

from functools import wraps

from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import CitizenReport, Joined
from assessments.public.page import page_context, public_page
from assessments.public.request import public_request
from assessments.public.site import site_context
from assessments.reports.forms import MoreForm, ReportForm, page_reported, posted_form
from assessments.reports.intake import TooMany, add_to, case_of, receive, sender_of
from assessments.reports.page_names import page_name


def unrecorded_page(view):
    """Decorate a page that stands in no record: agency by host, no-store, noindex, no referrer elsewhere.

    The view gets `request.public` (a PublicRequest) with the published pages as they stand now.
    """

    @wraps(view)
    def wrapper(request, **kwargs):
        public_request(request).read_pages_now()
        response = view(request, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapper


def form_page(request, template, form, too_many=None, **context):
    """The form, again with what was typed when it was not taken: 400 with errors, 429 when it is too much."""
    public = request.public
    context |= site_context(request, public.agency, public.pages) | {"form": form, "too_many": too_many}
    status = 429 if too_many else 400 if form.is_bound else 200
    response = TemplateResponse(request, template, context, status=status)
    if too_many and too_many.again_at:
        response.headers["Retry-After"] = http_date(too_many.again_at.timestamp())
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unrecorded_page
def report_create(request):
    """Tell the agency something about a page: GET and POST /ita/report/?about=/ita/2564/oit/o12/"""
    too_many, data = None, posted_form(request)
    about = page_reported((data if data is not None else request.GET).get("about", ""))
    form = ReportForm(data, agency=request.public.agency, initial={"about": about})
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            report = receive(request.public.agency, form.sent(), sender_of(request, now), now)
            return HttpResponseRedirect(
                reverse("assessments:report_detail", args=[report.reference]), status=303
            )
        except TooMany as refusal:
            too_many = refusal
    about = {"path": about, "name": page_name(about)}
    return form_page(request, "assessments/report_create.html", form, too_many, about=about)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unrecorded_page
def report_detail(request, reference):
    """What became of a report, and a form to add to it: /ita/report/k7qf-2m9x-4hjb-w3tz/"""
    rows = CitizenReport.objects.filter(agency=request.public.agency).exclude(joined=Joined.MORE)
    report = rows.select_related("part_of").filter(reference=reference).first()
    if report is None:
        raise Http404("ไม่พบเรื่องที่แจ้งเลขที่นี้")
    too_many, form = None, MoreForm(posted_form(request), agency=request.public.agency)
    if form.is_bound and form.is_valid():
        try:
            add_to(report, form.cleaned_data["text"], timezone.now())
            return HttpResponseRedirect(request.path, status=303)
        except TooMany as refusal:
            too_many = refusal
    context = {
        "report": report,
        "case": case_of(report),
        "more": case_of(report).parts.filter(joined=Joined.MORE).count(),
        "about": {"path": report.about, "name": page_name(report.about)},
    }
    return form_page(request, "assessments/report_detail.html", form, too_many, **context)


@require_safe
@public_page()
def report_privacy(request):
    """What becomes of personal data in reports: GET /ita/report/privacy/"""
    request.public.read_pages()
    return TemplateResponse(request, "assessments/report_privacy.html", page_context(request))

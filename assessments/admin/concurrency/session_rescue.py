"""What somebody typed survives the end of their session: kept over the login, then shown, not saved.

docs/decisions/0012-nothing-lost.md says why no other website can make use of it.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.core import signing
from django.core.exceptions import DisallowedHost
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

KEPT = "_kept"
PERSON = "desk_person"
PERSON_AGE = 30 * 24 * 60 * 60
KEPT_AGE = 7 * 24 * 60 * 60
SALT = "assessments.admin.concurrency.session_rescue"
NOT_THEIRS = "ข้อความที่พิมพ์ไว้เป็นของบัญชีอื่น กรุณาเข้าสู่ระบบด้วยบัญชีที่พิมพ์ข้อความนี้"
UNREADABLE = "ข้อความที่เก็บไว้เก่าเกิน ๗ วันหรือเสียหาย จึงเปิดไม่ได้ กรุณาเปิดแบบฟอร์มใหม่"
TOO_LONG = "ข้อความที่ส่งมายาวเกินกว่าจะส่งต่อผ่านการเข้าสู่ระบบ ระบบยังไม่ได้บันทึก กดย้อนกลับของเบราว์เซอร์แล้วคัดลอกไว้ก่อน"


class SessionRescueMiddleware:
    """Middleware of the desk: knows who typed, keeps what was typed, and shows it again instead of saving."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(_desk()) and request.user.is_authenticated:
            if person_of(request) != request.user.pk:
                _name_person(response, request.user)
        return response

    def process_view(self, request, view, args, kwargs):
        """A form that comes back from the login is shown; one without a session waits for the login."""
        if request.method != "POST" or not request.path.startswith(_desk()):
            return None
        if is_rescued(request):
            request.method = "GET"  # no view writes; a change form (conflict_mixin) shows it as posted
        elif not admin.site.has_permission(request):
            return keep(request)
        return None


def is_rescued(request):
    """Was the form kept over a login, so that it is shown and not saved?"""
    return KEPT in request.POST


def _desk():
    return reverse("admin:index")


def _name_person(response, user):
    response.set_cookie(
        PERSON,
        signing.dumps(user.pk, salt=SALT),
        max_age=PERSON_AGE,
        path=_desk(),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def person_of(request):
    """The id of the account that last used the desk in this browser, or None."""
    try:
        return signing.loads(request.COOKIES.get(PERSON, ""), salt=SALT, max_age=PERSON_AGE)
    except signing.BadSignature:
        return None


def sent_by_our_page(request):
    """Does the browser say that a page of this very site sent the form?"""
    address = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER", "")
    try:
        parts, own = urlsplit(address), f"{request.scheme}://{request.get_host()}"
    except (ValueError, DisallowedHost):
        return False
    return f"{parts.scheme}://{parts.netloc}" in (own, *settings.CSRF_TRUSTED_ORIGINS)


def keep(request):
    """The page that keeps what was typed and asks for the login; None where nothing is kept.

    Only a form sent by a page of ours, in a browser whose last person we know, to a person who can read.
    """
    person, path = person_of(request), request.path
    apart = {reverse("admin:login"), reverse("admin:logout"), reverse("session_rescue")}
    if person is None or path in apart or not request.accepts("text/html") or not sent_by_our_page(request):
        return None
    typed = [
        (name, text)
        for name, texts in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", KEPT) and "password" not in name.lower()
        for text in texts
    ]
    files = [upload.name for uploads in request.FILES.lists() for upload in uploads[1]]
    kept = {"person": person, "path": request.get_full_path(), "typed": typed, "files": files}
    if request.user.is_authenticated and request.user.pk == person and admin.site.has_permission(request):
        return show_again(request, kept)
    signed = signing.dumps(kept, salt=SALT, compress=True)
    if len(signed) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 0.9:
        return _ask_login(request, AdminAuthenticationForm(request), "", TOO_LONG, 413)
    return _ask_login(request, AdminAuthenticationForm(request), signed)


def _ask_login(request, form, signed, problem="", status=403):
    context = admin.site.each_context(request) | {
        "title": "เข้าสู่ระบบเพื่อไปต่อ",
        "form": form,
        "kept": signed,
        "problem": problem,
    }
    return TemplateResponse(request, "admin/concurrency/rescue_login.html", context, status=status).render()


def show_again(request, kept):
    """The page from which the form opens with what was typed; and the texts themselves, to read and copy."""
    texts = [text for name, text in kept["typed"] if not name.startswith("_") and _is_text(name, text)]
    context = admin.site.each_context(request) | {
        "title": "ข้อความที่พิมพ์ไว้ยังอยู่",
        "path": kept["path"],
        "typed": kept["typed"],
        "texts": texts,
        "files": kept["files"],
    }
    return TemplateResponse(request, "admin/concurrency/rescued_form.html", context).render()


def _is_text(name, text):
    return len(text) > 3 and not text.isdigit() and not name.endswith(("_FORMS", "carried", "seen"))


@never_cache
@sensitive_post_parameters("password")
@csrf_protect
def session_rescue(request):
    """Log in and get back what was typed, for nobody but the one who typed it: POST /ita/admin/kept/"""
    if request.method != "POST":
        return redirect("admin:index")
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=KEPT_AGE)
    except signing.BadSignature:
        return _ask_login(request, AdminAuthenticationForm(request), "", UNREADABLE, 400)
    if admin.site.has_permission(request) and request.user.pk == kept["person"]:
        return show_again(request, kept)
    form = AdminAuthenticationForm(request, request.POST)
    if not form.is_valid():
        return _ask_login(request, form, request.POST["kept"], status=200)
    if form.get_user().pk != kept["person"]:
        return _ask_login(request, form, request.POST["kept"], NOT_THEIRS)
    login(request, form.get_user())
    return show_again(request, kept)


class ShownOnly:
    """A form that is shown with what was typed and is never saved."""

    def is_valid(self):
        super().is_valid()
        return False

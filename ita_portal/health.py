"""Is the portal alive? Asked by monitors and by whoever starts the server."""

from django.core.checks import ERROR, run_checks
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ita_portal import __version__

HEALTH = "health"  # the tag of system checks that are quick enough to be asked every minute


@never_cache
@require_safe
def healthz(request):
    """200 and the version when the database answers and no health check fails, else 503: GET /ita/healthz

    A check that only warns is named, and the answer stays 200: the pages can still be read.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        found = run_checks(tags=[HEALTH], databases=[DEFAULT_DB_ALIAS])
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    if faults := [fault.msg for fault in found if fault.level >= ERROR]:
        answer = {"status": "guards do not stand: run migrate", "faults": faults}
        return JsonResponse(answer, status=503, json_dumps_params={"ensure_ascii": False})
    answer = {"status": "ok", "version": __version__}
    if warnings := [fault.msg for fault in found]:
        answer |= {"warnings": warnings}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})

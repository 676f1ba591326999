"""Public addresses of the measures. Frozen: tests/site/test_addresses.py holds the list."""

from django.urls import path

from assessments.exports.formats import DOCUMENTS, TABLES
from assessments.models import Page
from assessments.urls import file_patterns
from measures.public import plan, progress

PROGRESS = "<year_be:year_be>/measures/progress/"

app_name = "measures"
urlpatterns = [
    path("<year_be:year_be>/measures/", plan.plan_detail, name="plan_detail"),
    path("<year_be:year_be>/measures.json", plan.plan_data, name="plan_data"),
    path("<year_be:year_be>/measures/versions/<int:version>/", plan.plan_detail, name="plan_detail"),
    path("<year_be:year_be>/measures/versions/<int:version>/measures.json", plan.plan_data, name="plan_data"),
    path(PROGRESS, progress.progress_detail, name="progress_detail"),
    path("<year_be:year_be>/progress.json", progress.progress_data, name="progress_data"),
    path(f"{PROGRESS}versions/<int:version>/", progress.progress_detail, name="progress_detail"),
    path(f"{PROGRESS}versions/<int:version>/progress.json", progress.progress_data, name="progress_data"),
    path(f"{PROGRESS}evidence/<int:number>/", progress.evidence_redirect, name="evidence_redirect"),
    *file_patterns(Page.MEASURES, plan.plan_export, TABLES),
    *file_patterns(Page.MEASURES, plan.plan_document, DOCUMENTS),
    *file_patterns(Page.PROGRESS, progress.progress_export, TABLES),
    *file_patterns(Page.PROGRESS, progress.progress_document, DOCUMENTS),
]

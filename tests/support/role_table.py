"""Who may do what at which address of the admin: the promise that test_role_matrix.py holds us to."""

# Editor, editor Bound to the division of the rows, editor bound to another (X), aPprover, Auditor, adMin.
PERSONAS = "EBXPAM"
ANYONE = PERSONAS
ITEMS = "EBPAM"  # who sees what belongs to the division of the rows
EDITORS, DIVISION_EDITORS = "EPM", "EBPM"
LOOK = {"add": "", "delete": ""}
NOBODY = {"see": "", "change": "", **LOOK}
FRAMEWORK = {"see": ANYONE, "change": "", **LOOK}
ROWS = {"see": ANYONE, "change": EDITORS, "add": EDITORS, "delete": EDITORS}
# model -> who sees a row, posts its change form, adds one, deletes one; deleting may be refused to all
TABLE = {
    "assessments.agency": {"see": ANYONE, "change": "M", **LOOK},
    "assessments.division": {"see": ANYONE, "change": EDITORS, "add": EDITORS, "delete": "M"},
    "assessments.portalhost": NOBODY,
    "assessments.websitehost": {"see": ANYONE, "change": "M", "add": "M", "delete": "M"},
    "assessments.linktarget": {"see": ANYONE, "change": "", **LOOK},
    "assessments.linkcheck": {"see": ANYONE, "change": "", **LOOK},
    "assessments.checkedhost": NOBODY,
    "assessments.publishedlink": {"see": ANYONE, "change": "", **LOOK},
    "assessments.shownrequirement": {"see": ITEMS, "change": "", **LOOK},
    "assessments.disclosure": {"see": ITEMS, "change": DIVISION_EDITORS, "add": EDITORS, "delete": ""},
    "assessments.disclosurelink": {"see": ITEMS, "change": DIVISION_EDITORS, **LOOK},
    "assessments.checklist": {"see": ANYONE, "change": EDITORS, "add": EDITORS, "delete": ""},
    "assessments.storedfile": NOBODY,
    "assessments.documentversion": {"see": ITEMS, "change": "", **LOOK},
    "assessments.publication": {"see": ANYONE, "change": "", **LOOK},
    "assessments.publishedpage": {"see": ANYONE, "change": "", **LOOK},
    "assessments.assessment": ROWS,
    "assessments.indicatorscore": ROWS | {"delete": ""},
    "assessments.fiscalyear": FRAMEWORK,
    "assessments.instrument": FRAMEWORK,
    "assessments.indicator": FRAMEWORK,
    "assessments.subindicator": FRAMEWORK,
    "assessments.oititem": FRAMEWORK,
    "assessments.ratingband": FRAMEWORK,
    "assessments.membership": {"see": "M", "change": "M", "add": "M", "delete": "M"},
    "assessments.itemverdict": {"see": ITEMS, "change": "A", "add": "A", "delete": ""},
    "assessments.sentdigest": NOBODY,
    "assessments.auditentry": NOBODY,
    "assessments.citizenreport": {"see": ANYONE, "change": EDITORS, **LOOK},
    "assessments.senderhour": NOBODY,
    "assessments.accountrequest": {"see": "PM", "change": "", **LOOK},
    "auth.user": {"see": "M", "change": "M", "add": "M", "delete": ""},
    "measures.measuresplan": ROWS,
    "measures.remediationaction": {
        "see": ITEMS,
        "change": DIVISION_EDITORS,
        "add": EDITORS,
        "delete": DIVISION_EDITORS,
    },
    "measures.instrumentanalysis": ROWS,
    "measures.sourcedocument": {"see": ANYONE, "change": "", **LOOK},
    "measures.progressentry": {
        "see": ITEMS,
        "change": DIVISION_EDITORS,
        "add": "EBXPM",
        "delete": DIVISION_EDITORS,
    },
    "measures.planprogress": {"see": ANYONE, "change": "", **LOOK},
    "measures.progressevidence": {"see": ITEMS, "change": "", **LOOK},
}
# screens beside Django's own: who opens them, and who may send their form
STEPS = {
    "assessments_agency_log": ("EPAM", ""),
    "assessments_disclosure_links": (ITEMS, DIVISION_EDITORS),
    "assessments_disclosure_document": (DIVISION_EDITORS, ""),
    "assessments_disclosure_documents": (DIVISION_EDITORS, DIVISION_EDITORS),
    "assessments_disclosure_carried": (DIVISION_EDITORS, DIVISION_EDITORS),
    "assessments_disclosurelink_replace": (DIVISION_EDITORS, DIVISION_EDITORS),
    "assessments_checklist_start": (EDITORS, EDITORS),
    "assessments_checklist_sheet": (ANYONE, ""),
    "assessments_checklist_sheet_file": (ANYONE, ""),
    "assessments_checklist_sheet_import": (EDITORS, EDITORS),
    "assessments_checklist_handin": ("P", "P"),
    "assessments_checklist_links": (ANYONE, EDITORS),
    "assessments_checklist_readiness": (ANYONE, ""),
    "assessments_checklist_preview": (ANYONE, ""),
    "assessments_checklist_publish": ("P", "P"),
    "assessments_fiscalyear_confirm": ("", ""),
    "assessments_publication_withdraw": ("P", "P"),
    "assessments_assessment_route": (ANYONE, ""),
    "assessments_assessment_preview": (ANYONE, ""),
    "assessments_assessment_publish": ("P", "P"),
    "auth_user_password_change": ("M", "M"),
    "auth_user_ask": ("M", "M"),
    "auth_user_letters": ("M", ""),
    "assessments_accountrequest_decide": ("PM", "PM"),
    "measures_measuresplan_preview": (ANYONE, ""),
    "measures_measuresplan_publish": ("P", "P"),
    "measures_measuresplan_source": (ANYONE, ""),
    "measures_measuresplan_original": (ANYONE, ""),
    "measures_measuresplan_carry_over": (EDITORS, EDITORS),
    "measures_measuresplan_undo_import": (EDITORS, EDITORS),
    "measures_measuresplan_grid": ("EBXPM", "EBXPM"),
    "measures_progressentry_file": (ITEMS, ""),
    "measures_planprogress_preview": (ANYONE, ""),
    "measures_planprogress_publish": ("P", "P"),
}
WITHOUT_ROW = {"measures_measuresplan_import": EDITORS}
# Django's own screens that are about nobody's rows
GENERAL = {"index", "login", "logout", "password_change_done", "password_change", "autocomplete", "jsi18n"}
GENERAL |= {"view_on_site", "app_list", "executive_summary", "calendar", "guide", "guide_picture", None}

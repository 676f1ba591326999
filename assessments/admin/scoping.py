"""Every screen of the desk shows and changes only what a person's roles allow; the rest answers 404."""

from contextlib import contextmanager

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from assessments.admin.autocomplete import AutocompleteFields
from assessments.admin.concurrency.conflict_mixin import ConflictMixin
from assessments.admin.fields import FORMFIELD_OVERRIDES
from assessments.admin.history.screens import HistoryMixin
from assessments.admin.inline_forms import InlineForms
from assessments.dashboard.scope import MOST_DIGITS
from assessments.models import write_audit
from assessments.permissions.roles import Permission, access_of


def id_at(row, lookup):
    """The id at the end of a lookup such as "disclosure__agency", walked over `row`; None where it ends."""
    *steps, last = lookup.split("__")
    for step in steps:
        row = getattr(row, step)
        if row is None:
            return None
    return row.pk if last == "pk" else getattr(row, f"{last}_id")


def fits_a_column(text):
    """False for a number in an address that no column holds."""
    return len(str(text)) <= MOST_DIGITS or not str(text).removeprefix("-").isdecimal()


class PortalModelAdmin(ConflictMixin, HistoryMixin, AutocompleteFields, admin.ModelAdmin):
    """A screen for people with any role to look at and for a superuser to change.

    A screen that does not say otherwise asks for the strictest permission that a role can give.
    """

    change_permission = Permission.MANAGE
    formfield_overrides = FORMFIELD_OVERRIDES

    def lookup_allowed(self, lookup, value, request):
        """Only what the list filters by: of any other column an address could ask letter by letter."""
        given = [each[0] if isinstance(each, tuple) else each for each in self.get_list_filter(request)]
        own = {each.parameter_name for each in given if not isinstance(each, str)}
        asked = [each for each in given if each == lookup or lookup.startswith(f"{each}__")]
        texts = [value] if isinstance(value, str) else value
        fits = lookup in own or (asked and all(map(fits_a_column, texts)))
        return bool(fits) and super().lookup_allowed(lookup, value, request)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return access_of(request.user).may_anywhere(Permission.VIEW)

    def has_add_permission(self, request):
        return access_of(request.user).everywhere

    def has_change_permission(self, request, obj=None):
        return access_of(request.user).everywhere

    def has_delete_permission(self, request, obj=None):
        return access_of(request.user).everywhere

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with self.hidden_from_others(request, object_id):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        with self.hidden_from_others(request, object_id):
            return super().delete_view(request, object_id, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        with self.hidden_from_others(request, object_id):
            return super().history_view(request, object_id, extra_context)

    @contextmanager
    def hidden_from_others(self, request, object_id):
        """What is not there and what is not theirs look the same, whatever else this person may not do."""
        try:
            yield
        except PermissionDenied:
            if object_id is not None and self.get_object(request, unquote(object_id)) is None:
                self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            raise

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404(f"ไม่พบ{opts.verbose_name}นี้")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, **kwargs | self.choices_of(db_field, request)
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, **kwargs | self.choices_of(db_field, request)
        )

    def save_model(self, request, obj, form, change):
        """What stands in the database already is not saved again: the history would tell of a change."""
        kept = type(obj)._base_manager.filter(pk=obj.pk).values().first() if change else None
        if kept != {field.attname: getattr(obj, field.attname) for field in obj._meta.concrete_fields}:
            super().save_model(request, obj, form, change)

    def log_change(self, request, obj, message):
        """A sentence goes into the audit log; the list of what a form changed into Django's own."""
        if not isinstance(message, str):
            return super().log_change(request, obj, message)
        by = request.user.get_username()
        return write_audit(obj, message, by=by, agency_id=self.agency_of_row(obj))

    def choices_of(self, db_field, request):
        """Only rows for which this person may do what this screen is for can be chosen."""
        return scoped_choices(self, db_field, request, self.change_permission)


def scoped_choices(screen, db_field, request, permission):
    """{"queryset": …} for a field that points at rows of agencies; {} for any other."""
    site, model = screen.admin_site, db_field.remote_field.model
    remote = site.get_model_admin(model) if site.is_registered(model) else None
    return {"queryset": remote.rows_for(request, permission)} if isinstance(remote, AgencyScoped) else {}


class AgencyScoped(PortalModelAdmin):
    """Rows that belong to an agency, found by `agency_lookup`, and maybe to one of its divisions.

    `view_permission` is what it takes to see them and their history, `change_permission` what it takes to
    change them. Where `division_lookup` is given, people who are bound to divisions see and change those of
    their divisions; elsewhere they only look.
    """

    agency_lookup = "agency"
    division_lookup = ""
    view_permission = Permission.VIEW

    def rows_for(self, request, permission):
        """The rows for which this person may do `permission`."""
        access, rows = access_of(request.user), super().get_queryset(request)
        if access.everywhere:
            return rows
        bound = access.bound() if self.division_lookup else {}
        allowed = Q(**{f"{self.agency_lookup}__in": access.agencies(permission) - set(bound)})
        for divisions in bound.values():
            allowed |= Q(**{f"{self.division_lookup}__in": divisions})
        return rows.filter(allowed)

    def get_queryset(self, request):
        return self.rows_for(request, self.view_permission)

    def agency_of_row(self, row):
        return id_at(row, self.agency_lookup)

    def may(self, request, permission, row=None):
        """May this person do `permission` to `row`, or to any row at all when None?"""
        access = access_of(request.user)
        if row is None or row.pk is None:
            return access.may_anywhere(permission)
        agency_id = id_at(row, self.agency_lookup)
        if self.division_lookup:
            return access.may_for_division(permission, agency_id, id_at(row, self.division_lookup))
        return access.may(permission, agency_id)

    def get_changeform_initial_data(self, request):
        """Who works for one agency need not choose it."""
        agencies = access_of(request.user).agencies(self.change_permission)
        only = (
            {"agency": next(iter(agencies))} if self.agency_lookup == "agency" and len(agencies) == 1 else {}
        )
        return only | super().get_changeform_initial_data(request)

    def has_view_permission(self, request, obj=None):
        return self.may(request, self.view_permission, obj)

    def has_add_permission(self, request):
        access = access_of(request.user)
        return access.everywhere or bool(access.agencies(self.change_permission))

    def has_change_permission(self, request, obj=None):
        return self.may(request, self.change_permission, obj)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, self.change_permission, obj)

    def save_model(self, request, obj, form, change):
        """Asked once more of the row as it would be written: its agency may be another now."""
        self.refuse_foreign(request, obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        self.refuse_foreign(request, form.instance)
        super().save_formset(request, form, formset, change)

    def refuse_foreign(self, request, row):
        """PermissionDenied when the row as it stands belongs to an agency or division that is not theirs."""
        access, agency_id = access_of(request.user), id_at(row, self.agency_lookup)
        if self.division_lookup:
            allowed = access.may_for_division(
                self.change_permission, agency_id, id_at(row, self.division_lookup)
            )
        else:
            allowed = access.may(self.change_permission, agency_id)
        if not allowed:
            raise PermissionDenied


class ScopedInline(AutocompleteFields, admin.StackedInline):
    """Rows inside the screen of their parent: what one may do there depends on the parent alone."""

    formset = InlineForms
    formfield_overrides = FORMFIELD_OVERRIDES
    extra = 0
    parent = None

    def get_formset(self, request, obj=None, **kwargs):
        """Django makes an inline for each request, so it may keep `parent`: the row whose screen this is."""
        self.parent = obj
        return super().get_formset(request, obj, **kwargs)

    @property
    def parent_screen(self):
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request, obj=None):
        return self.parent_screen.has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return self.parent_screen.has_add_permission(request)
        return self.parent_screen.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        choices = scoped_choices(self, db_field, request, self.parent_screen.change_permission)
        return super().formfield_for_foreignkey(db_field, request, **choices | kwargs)


class SuperuserOnly(PortalModelAdmin):
    """What belongs to no agency and concerns only whoever runs the portal."""

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if access_of(request.user).everywhere else rows.none()

    def has_view_permission(self, request, obj=None):
        return access_of(request.user).everywhere


class ReadOnlyMixin:
    """Rows to look at: no adding, changing or deleting for anybody."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

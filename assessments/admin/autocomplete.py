"""Fields chosen by typing: a value that no row can have as its key selects nothing."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from assessments.admin.fields import keys_among


class KeysOnly:
    """Django's widget asks the database for whatever was posted, and fails on what is no number."""

    def optgroups(self, name, value, attr=None):
        kept = keys_among(value, self.field.remote_field.model)
        return super().optgroups(name, kept, attr)


class KeySelect(KeysOnly, AutocompleteSelect):
    pass


class KeySelectMultiple(KeysOnly, AutocompleteSelectMultiple):
    pass


class AutocompleteFields:
    """For a screen or an inline: its `autocomplete_fields` get the widgets above."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeySelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeySelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

"""Who may do what at the desk of which agency, and for which divisions. A superuser may do everything.

Roles are the only source of rights: Django's own permissions and groups are not asked.
"""

from enum import Enum
from functools import cached_property

from assessments.models import Agency, Membership, Role


class Permission(Enum):
    """What a role allows. Whoever may do anything else may look, too."""

    VIEW = "view"
    EDIT = "edit"
    PUBLISH = "publish"  # publish, withdraw, hand in
    JUDGE = "judge"  # give a verdict on an item, as an assessor would
    MANAGE = "manage"  # people, divisions and websites of the agency
    VOUCH = "vouch"  # be the second person for an account that may publish or manage


PERMISSIONS_OF = {
    Role.EDITOR: {Permission.VIEW, Permission.EDIT},
    Role.APPROVER: {Permission.VIEW, Permission.EDIT, Permission.PUBLISH, Permission.VOUCH},
    Role.AUDITOR: {Permission.VIEW, Permission.JUDGE},
    Role.ADMIN: {Permission.VIEW, Permission.EDIT, Permission.MANAGE, Permission.VOUCH},
}
# Roles that one person alone neither gives nor changes: who publishes, and who could confirm such a change.
GUARDED_ROLES = frozenset({Role.APPROVER, Role.ADMIN})


class Access:
    """What one person may do. Reads the memberships once, when first asked."""

    def __init__(self, user):
        self.user = user
        self.everywhere = user.is_active and user.is_superuser

    @cached_property
    def _roles(self):
        """{agency id: (role, set of division ids)} in one query; nothing for an account that is off."""
        roles = {}
        if self.user.is_active and self.user.pk:
            rows = Membership.objects.filter(user=self.user).order_by()
            for agency_id, role, division_id in rows.values_list("agency_id", "role", "divisions"):
                _role, divisions = roles.setdefault(agency_id, (Role(role), set()))
                if division_id:
                    divisions.add(division_id)
        return roles

    def may(self, permission, agency_id):
        """Is `permission` given for that agency as a whole? Somebody bound to divisions only looks at it."""
        if self.everywhere:
            return True
        role, _divisions = self._roles.get(agency_id, (None, None))
        if role is None or permission not in PERMISSIONS_OF[role]:
            return False
        return permission == Permission.VIEW or self.divisions(agency_id) is None

    def may_for_division(self, permission, agency_id, division_id):
        """Is `permission` given for something that `division_id` (maybe None) of that agency answers for?"""
        bound = self.divisions(agency_id)
        if bound is None:
            return self.may(permission, agency_id)
        return permission in PERMISSIONS_OF[self._roles[agency_id][0]] and division_id in bound

    def divisions(self, agency_id):
        """The ids of the divisions this person is bound to in that agency, or None: not bound."""
        role, divisions = self._roles.get(agency_id, (None, None))
        return divisions if role == Role.EDITOR and divisions and not self.everywhere else None

    def agencies(self, permission):
        """The ids of the agencies where `may` says yes."""
        return {agency_id for agency_id in self._roles if self.may(permission, agency_id)}

    def may_anywhere(self, permission):
        """Is `permission` allowed for some agency, or for some division of one?"""
        return self.everywhere or any(
            permission in PERMISSIONS_OF[role] for role, _divisions in self._roles.values()
        )

    def bound(self):
        """{agency id: division ids} of the agencies in which this person is bound to divisions."""
        found = {agency_id: self.divisions(agency_id) for agency_id in self._roles}
        return {agency_id: divisions for agency_id, divisions in found.items() if divisions is not None}

    def role_name(self, agency_id):
        """In which role this person acts for that agency, in Thai."""
        role, _divisions = self._roles.get(agency_id, (None, None))
        return str((role or Role.ADMIN).label)

    def own_agencies(self):
        """The Agency rows this person may look at."""
        return Agency.objects.all() if self.everywhere else Agency.objects.filter(pk__in=self._roles)


def access_of(user):
    """The Access of a user, one per request.

    It is kept on the user object of the request, the only thing that lives as long as it, as Django's own
    ModelBackend does with `_perm_cache`. This is the one place that reads or writes it.
    """
    if not hasattr(user, "_access_cache"):
        user._access_cache = Access(user)
    return user._access_cache

"""Argon2 at the memory OWASP asks for; Django's own default takes 100 MB a login."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PortalArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1

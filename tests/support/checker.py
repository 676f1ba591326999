"""`check_links` against a server on loopback, once for each line it is sent, each time in a child of its own.

test_checking_killed.py kills the children. What a killed one held is let go as if its claim had run out.
"""

import os
import sys

import django


def main(port):
    """For each line: fork, say the child's pid, check in the child, say “ended”."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from assessments.models import CheckedHost

    settings.LINKCHECK_LOCAL, settings.LINKCHECK_PORTS, settings.LINKCHECK_PAUSE = True, [int(port)], 0
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            print("pid", os.getpid(), flush=True)
            CheckedHost.objects.exclude(claimed_by="").update(claimed_until=timezone.now())
            call_command("check_links")
            os._exit(0)
        os.waitpid(child, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

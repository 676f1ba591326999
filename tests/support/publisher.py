"""One of two people pressing the button at once: test_publishing_at_once.py runs it as a process."""

import sys

import django


def main(name, times):
    """Wait for a line, then publish changing content of one page and print each record's number."""
    django.setup()
    from assessments.models import Agency
    from assessments.record.publish import publish

    agency = Agency.objects.get()
    print("ready", flush=True)
    sys.stdin.readline()
    for turn in range(times):
        content = {"schema": "stand-in/1", "by": name, "turn": turn}
        record = publish(
            agency,
            2563,
            "progress",
            lambda previous, at, c=content: c,
            note=f"{name} {turn}",
            by=name,
            role="ปลัด",
        )
        print(record.number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

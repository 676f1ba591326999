"""Django's migrate, one at a time on a database, and never waiting long for a lock that the site needs."""

import fcntl
import time
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import OperationalError, connections

from assessments.record.guards import repairing

KEY = 0x17A_0001  # the advisory lock's number; any, but always the same
LOCK_NOT_AVAILABLE = "55P03"
LOCK_SECONDS = 5
WAIT_SECONDS = 600
BUSY = (
    "มีงานอื่นใช้ตารางอยู่นานเกิน {seconds} วินาที (เช่น pg_dump) จึงยกเลิกเพื่อไม่ให้เว็บไซต์ค้าง ไมเกรชันที่ค้างอยู่ยังไม่เริ่ม"
    " รอให้งานนั้นเสร็จ แล้วสั่ง migrate อีกครั้ง"
)
TAKEN = "มี migrate อีกตัวทำงานกับฐานข้อมูลนี้นานเกิน {seconds} วินาที ตรวจเครื่องอื่น แล้วสั่งใหม่อีกครั้ง"


class Command(MigrateCommand):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--lock-timeout",
            type=int,
            default=LOCK_SECONDS,
            metavar="SECONDS",
            help="รอตารางที่งานอื่นใช้อยู่ไม่เกินกี่วินาที (PostgreSQL)",
        )
        parser.add_argument(
            "--wait",
            type=int,
            default=WAIT_SECONDS,
            metavar="SECONDS",
            help="รอ migrate ของเครื่องอื่นไม่เกินกี่วินาที",
        )

    def check(self, *args, **given):
        """Every system check but the one for the guards, which this command puts back."""
        with repairing():
            return super().check(*args, **given)

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        alone = alone_on_postgres if connection.vendor == "postgresql" else alone_on_sqlite
        with alone(connection, options["wait"], options["lock_timeout"]):
            return super().handle(*args, **options)


@contextmanager
def alone_on_postgres(connection, wait, lock_timeout):
    """Inside, this session has the advisory lock and waits `lock_timeout` seconds for any other lock.

    The lock is the session's: it goes when the process is killed. CommandError when it does not come.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{wait}s"])
        with _told(TAKEN, wait):
            cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{lock_timeout}s"])
    try:
        with _told(BUSY, lock_timeout):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
            cursor.execute("RESET lock_timeout")


@contextmanager
def _told(sentence, seconds):
    """A lock that did not come in time ends as a CommandError with `sentence`."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != LOCK_NOT_AVAILABLE:
            raise
        raise CommandError(sentence.format(seconds=seconds)) from error


@contextmanager
def alone_on_sqlite(connection, wait, _lock_timeout):
    """Inside, no other `migrate` of this machine runs on the file. CommandError after `wait` seconds."""
    if connection.is_in_memory_db():
        yield
        return
    deadline = time.monotonic() + wait
    with open(f"{connection.settings_dict['NAME']}.migrating", "wb") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise CommandError(TAKEN.format(seconds=wait)) from None
                time.sleep(0.1)
        yield

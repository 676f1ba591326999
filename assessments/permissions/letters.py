"""Letters about accounts: by e-mail where a mail server is set, else on paper from the desk."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def sent_by_mail():
    """Is there a mail server? Without one every letter is printed and handed over."""
    return bool(settings.EMAIL_HOST)


def recipients(people, also=()):
    """{address: name} of people with an e-mail address, and of bare addresses; each address once."""
    found = {person.email: person.get_full_name() or person.get_username() for person in people}
    return {address: name for address, name in (dict.fromkeys(also, "") | found).items() if address}


def letter_text(sentence, name, agency):
    """The plain text of a letter; `name` may be "". It names the desk of `agency`, None: the deployment's."""
    site = agency.site_address if agency else settings.SITE_ADDRESS
    context = {"name": name, "sentence": sentence, "desk": f"{site}admin/"}
    return render_to_string("admin/accounts/letter.txt", context)


def send_letters(sentence, people, agency, also=()):
    """Send what was done to everybody with an address, after the transaction, when there is a mail server.

    A server that refuses is logged: the deed stands, and the desk has the letter to print.
    """
    if sent_by_mail():
        addresses = recipients(people, also)
        transaction.on_commit(lambda: _send(sentence, addresses, agency))


def _send(sentence, addresses, agency):
    for address, name in addresses.items():
        text = letter_text(sentence, name, agency)
        letter = EmailMessage("ITA: เรื่องบัญชีผู้อนุมัติและผู้ดูแลระบบ", text, to=[address])
        try:
            letter.send()
        except OSError as error:  # smtplib's own exceptions are such
            logger.warning("letter about an account to %s: %s", address, error)

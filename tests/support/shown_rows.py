"""The rows that a public page shows, read from its HTML as a person reads them, for round trips."""

import copy

from lxml import html

from ita_portal.thai.digits import ascii_digits

ANSWERED = {"มี": "yes", "ไม่มี": "no", "ไม่มีในรอบนี้": "none_this_period", "ยังไม่เปิดเผย": None}
NO_FIGURE = {
    "ไม่มีคะแนนตัวชี้วัดนี้ในประกาศ": "missing",
    "ยังไม่ประกาศ": "not_announced",
    "ไม่ใช้กับหน่วยงานนี้": "not_applicable",
}


URL = "span[@class='url']"


def plain(text):
    """A text with single blanks and ASCII digits."""
    return ascii_digits(" ".join((text or "").split()))


def text_of(element, *without):
    """The plain text of an element, without what the XPaths `without` find in it."""
    element = copy.deepcopy(element)
    for path in without:
        for each in element.xpath(path):
            each.drop_tree()
    return plain(element.text_content())


def first(element, path):
    """The plain text of the first element of a path, "" without one."""
    found = element.xpath(path)
    return text_of(found[0]) if found else ""


def result_rows(page):
    """[(number, name with instrument, score or None, state, missing points or None)]"""
    rows = []
    for row in page.xpath("//table[contains(@class, 'by-indicator')]/tbody/tr"):
        number, name = text_of(row.xpath("th")[0]).split(". ", 1)
        figure = row.xpath("td[contains(@class, 'at-score')]//data/@value")
        state = "announced" if figure else NO_FIGURE[first(row, "td[contains(@class, 'at-score')]")]
        lost = first(row, "td[contains(@class, 'at-points')]")
        lost = None if lost == "ไม่ทราบ" else float(lost)
        rows.append((int(number), name, float(figure[0]) if figure else None, state, lost))
    return sorted(rows)


def _actions(page):
    for row in page.xpath("//li[starts-with(@id, 'action-')]"):
        _action, indicator, order = row.get("id").split("-")
        yield row, int(indicator), int(order)


def measures_rows(page):
    """[(indicator, order, text, {name of a known thing: its text})]"""
    rows = []
    for row, indicator, order in _actions(page):
        told = {}
        for name in row.xpath("dl/dt"):
            value = name.getnext()
            told[text_of(name)] = value.xpath(".//time/@datetime") or text_of(value)
        rows.append((indicator, order, text_of(row, "dl", "p"), told))
    return rows


def progress_rows(page):
    """[(indicator, order, text, standing, why dropped, [(day, months, text, [evidence])])]"""
    rows = []
    for row, indicator, order in _actions(page):
        entries = [
            (
                entry.xpath("p/time/@datetime")[0],
                next(
                    (months for months in (6, 12) if f"รอบ {months} เดือน" in text_of(entry.xpath("p")[0])),
                    None,
                ),
                first(entry, "p[@class='text']"),
                [f"{text_of(link)} {link.get('href')}" for link in entry.xpath("ul/li/a")],
            )
            for entry in row.xpath("ul[@class='entries']/li")
        ]
        standing = first(row, ".//span[contains(@class, 'stands')]")
        dropped = first(row, "p[@class='gap'][contains(., 'ยกเลิกเพราะ')]").removeprefix("ยกเลิกเพราะ ")
        rows.append((indicator, order, text_of(row, "p", "ul"), standing, dropped, entries))
    return rows


def checklist_rows(page, origin):
    """[(code, title, answer, explanation, since, [label and address, or that it was removed])]"""
    rows = []
    for row in page.xpath("//table[@class='checklist']/tbody/tr"):
        code, (about, answer) = text_of(row.xpath("th")[0]), row.xpath("td")
        links = [
            f"{first(link, 'a')} — {first(link, URL)}".replace(f" {origin}/", " /")
            if link.xpath("a")
            else text_of(link)
            for link in about.xpath("ul[@class='links']/li")
        ]
        rows.append(
            (
                code,
                text_of(about, "p", "ul", "details"),
                ANSWERED[first(answer, "span[contains(@class, 'answer')]")],
                first(about, "p"),
                next(iter(answer.xpath(".//time/@datetime")), None),
                links,
            )
        )
    return rows


def handin_rows(page):
    """[(code, title, answer, explanation, [address of each link], [SHA-256 of each document])]"""
    rows = []
    for row in page.xpath("//main//table/tbody/tr"):
        code, (answer, links, explanation) = first(row, "th/span[@class='code']"), row.xpath("td")
        rows.append(
            (
                code,
                text_of(row.xpath("th")[0]).removeprefix(f"{code} "),
                ANSWERED[first(answer, "span[contains(@class, 'answer')]")],
                text_of(explanation).removeprefix("–"),
                links.xpath(".//a/@href"),
                [text_of(each).split()[-1] for each in links.xpath(".//span[contains(text(), 'SHA-256')]")],
            )
        )
    return rows


def page_of(client, address):
    """A page, parsed."""
    return html.document_fromstring(client.get(address).text)

"""Form controls as Django's own templates write them, without a template for each of them.

A plan with 25 measures has 3,000 small pieces: labels, attributes, options, empty lists of errors. What is
not written here, Django's templates render.
"""

from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.html import conditional_escape

WIDGETS, ERRORS = "django/forms/widgets/{}.html", "django/forms/errors/list/{}.html"
INPUTS = ("input", "text", "hidden", "number", "email", "url", "date", "datetime", "time", "password")
OPTION = WIDGETS.format("select_option")


class QuickRenderer(DjangoTemplates):
    """Setting FORM_RENDERER."""

    def render(self, template_name, context, request=None):
        write = _WRITE.get(template_name)
        written = write(context) if write else None
        return super().render(template_name, context, request) if written is None else written


def _attributes(attrs):
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(value)}"')
        for name, value in attrs.items()
        if value is not False
    )


def _opening(tag, widget):
    return f'<{tag} name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>'


def _no_errors(context):
    return None if context["errors"] else ""


def _label(context):
    tag, label = context["tag"], context["label"]
    if not context["use_tag"] or not isinstance(label, str | Promise):
        return None
    return f"<{tag}{_attributes(context['attrs'] or {})}>{conditional_escape(label)}</{tag}>"


def _input(context):
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _textarea(context):
    widget = context["widget"]
    text = widget["value"] or ""
    if not isinstance(text, str):
        return None
    return f"{_opening('textarea', widget)}\n{conditional_escape(text)}</textarea>"


def _select(context):
    widget = context["widget"]
    lines = [_opening("select", widget)]
    for name, options, _index in widget["optgroups"]:
        if name:
            lines.append(f'<optgroup label="{conditional_escape(name)}">')
        for option in options:
            if option["template_name"] != OPTION or not isinstance(option["label"], str | Promise):
                return None
            value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
            lines.append(f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>')
        if name:
            lines.append("</optgroup>")
    return "\n".join([*lines, "</select>"])


_WRITE = {
    "django/forms/label.html": _label,
    WIDGETS.format("textarea"): _textarea,
    WIDGETS.format("select"): _select,
    WIDGETS.format("checkbox"): _input,
    **{ERRORS.format(name): _no_errors for name in ("default", "ul")},
    **{WIDGETS.format(name): _input for name in INPUTS},
}

"""Turns a rendered admin form into the data a browser would post."""

from lxml import html


def form_data(response, form_id):
    """name → value of every control in the form with `form_id`; several values come as a list."""
    form = html.fromstring(response.text).get_element_by_id(form_id)
    data, areas = {}, {area.name for area in form.iter("textarea")}
    for name, value in form.form_values():
        typed = value.removeprefix("\n") if name in areas else value  # HTML ignores the first line break
        data.setdefault(name, []).append(typed)
    return {name: values if len(values) > 1 else values[0] for name, values in data.items()}

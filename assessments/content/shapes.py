"""Published contents as parsed Python: what every schema has in common. Each page adds keys of its own."""

from typing import Any, TypeAlias

# A whole content; `schema` names its page and version: "oit/1".
Content: TypeAlias = dict[str, Any]
# An object within a content. Values are text, int, Decimal or None, lists of them and further rows.
Row: TypeAlias = dict[str, Any]

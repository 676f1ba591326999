"""JSON values as published content may hold them, for property tests."""

from hypothesis import strategies as st

texts = st.text(st.characters(exclude_categories=["Cs"]))
scores = st.decimals(0, 100, places=2)
keys = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1)
contents = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | scores | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)

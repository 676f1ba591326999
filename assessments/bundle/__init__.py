"""One year to keep: the ZIP of its pages, data, versions and chain, and the script that verifies it."""

"""Screens of agencies: hosts, public origin, and the filters that narrow a list to one agency."""

"""The record held against what it names and against earlier logs."""

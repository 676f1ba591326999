"""The record for machines: datasets, catalogue, schemas, OpenAPI, feeds and Memento."""

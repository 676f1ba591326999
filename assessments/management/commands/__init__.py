"""One command a module; its name is the module's."""

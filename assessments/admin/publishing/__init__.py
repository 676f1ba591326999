"""Preview, publish and withdraw in the admin, and the list of published records."""

"""The tables of measures as they grew; what is published stays as it is."""

"""HTTP that knows no app: the response cache, cross-origin reading, the release's fingerprint."""

"""The immutable record: publish and withdraw, read it now or at a moment, the chain and its verification."""

"""The checks of an audit, each a small function of its own name, and what they read and find."""

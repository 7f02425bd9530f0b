"""Settings by place: base for all, then demo, test, production."""

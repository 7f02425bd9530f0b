"""Blocks of all kinds. A name means one block over all kinds; a test holds us to it."""

"""Text and codes in pictures: how they are read, kept and looked through. Pure."""

"""The demo: a made-up bank with its people, products and pieces, so that every page has something to show."""

"""Taking existing pieces in from tables: what a row says, what is wrong with it, which row it is. Pure."""

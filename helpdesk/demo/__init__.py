"""One invented house with its people and their tickets, to look at and to try. The data stands in TOML files beside the code."""

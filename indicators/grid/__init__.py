"""The table in which an officer enters many figures: their indicators × years, a form of one figure in every cell."""

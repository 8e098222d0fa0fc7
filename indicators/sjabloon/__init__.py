"""Our template of a budget as a spreadsheet: filled with the tree and what was adopted, to be added to and loaded."""

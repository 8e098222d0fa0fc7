"""`make fuzz`: bad input by the thousand for the value reader and every importer, found by coverage (atheris)."""

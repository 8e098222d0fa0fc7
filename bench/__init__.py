"""The benchmark: what the program takes, beside a floor measured in the same run. `make bench` runs it."""

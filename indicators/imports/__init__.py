"""Loading budgets: every source ends in one validated path."""

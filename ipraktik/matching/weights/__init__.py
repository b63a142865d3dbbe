"""How much each thing counts: what counts now, other numbers tried, and what a coordinator accepts."""

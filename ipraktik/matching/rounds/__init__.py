"""Rounds and their desk: decisions, proposals, publishing, and where hosts are missing."""

"""Benchmarks: each prints what it measured beside something run side by side."""

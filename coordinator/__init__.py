"""Coordinator: connects people who may run for office with partners who help them."""

__version__ = "0.1.0"

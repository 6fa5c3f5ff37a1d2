"""Spark as an executor."""

"""Postgres as an executor."""

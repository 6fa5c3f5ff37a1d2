"""The workbench, and what opens over it."""

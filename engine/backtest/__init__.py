"""Rules against what happened: scores as of a moment of each lead's own, compared with the leads' outcomes."""

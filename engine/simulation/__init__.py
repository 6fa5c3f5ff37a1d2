"""Simulations: what a model's rules have done over the whole history of all leads, and what comes if nothing happens.

``Simulating(model, source, asked)`` takes the leads through their history once; ``batches()`` gives them with the dates
of their stages, ``result()`` what they come to.
"""

from .dates import stage_dates
from .run import Asked, Simulating, Simulation

__all__ = ["Asked", "Simulating", "Simulation", "stage_dates"]

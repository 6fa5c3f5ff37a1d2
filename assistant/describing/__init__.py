"""Rules in plain English: a model card that is always in step with them, and what one name means.

card(checked, tests)            # Markdown
about(checked, "pricing_intent")
"""

from .about import about
from .card import card

__all__ = ["about", "card"]

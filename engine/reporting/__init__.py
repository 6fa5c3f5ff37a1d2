"""Reports: what the rules did, for whoever answers for marketing and sales, as one page for a screen and for paper.

``figures_of`` works out every figure; ``page.page_of`` makes the page of them, which takes the extra ``report``.
"""

from .run import Figures, figures_of

__all__ = ["Figures", "figures_of"]

"""The drafter that reads definitions by patterns: no model, no key, no network.

From the text to the rules, each folder importing only those before it; what a module reads stands in its first line,
with examples:

- ``..reading``: tokens, the outline, and what people say put into plain words;
- ``names``: the project's names in English;
- ``conditions``: what happened and what is known of a lead, read whole or not at all;
- ``points``: what is worth how many, and what limits them;
- ``clauses``: of which kind a clause or a heading is;
- ``lines``: the lines of a definition, with what the headings above them say;
- ``turns``: what later turns of the conversation change;
- here: ``drafter`` leads through it, ``layout`` writes the rules. Nothing is dropped in silence: ``leftout`` finds
  clauses that nobody read, ``accounts`` holds each number, name and turning word against the rules that carry it out
  (``weighty``, ``boundsaid``), ``accounting`` takes back statements that are short of one, ``turnsaid`` does so for
  later turns.
"""

from .drafter import NOTICE, OfflineDrafter

__all__ = ["NOTICE", "OfflineDrafter"]

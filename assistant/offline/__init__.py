"""The drafter that reads definitions by patterns: no model, no key, no network.

Where to look, from the text to the rules; what a module reads stands in its first line, with examples:

- words: ``..reading`` (tokens, outline, what people say put into plain words), then ``vague``, ``ownwords``;
- the project's names in English: ``lexicon``, ``naming``, ``telling``, ``terms``;
- lines and headings: ``drafting``, ``lines``, ``nesting``, ``headings``, ``topics``, ``titling``, ``talk``, ``bags``,
  ``binding``, ``narrowing``, ``gathering``;
- clauses: ``clauses`` (which kind it is), ``heads``, ``barring``, ``grades``, ``levels``, ``ignoring``; points in
  ``awarding``, ``amounts``, ``effects``, ``limits``, ``fading``, ``bands``, ``listing``, ``tables``;
- conditions: ``reader`` (all of them, or none), ``parts``, ``grouping``, ``events``, ``valued``, ``numbered``,
  ``titles``, ``countries``, ``known``, ``moments``, ``negation``, ``sequences``, ``quantifiers``;
- later turns: ``followups``, ``changes``, ``reshaping``, ``widening``, ``relative``, ``rows``, ``answers``;
- what is not drafted: ``lacking`` (asked or unread), ``restricting`` and ``doubts`` (what an unread word may change),
  ``leftout`` (nothing is dropped in silence), ``nearest``;
- the draft: ``statements``, ``layout``, ``checked``.
"""

from .drafter import NOTICE, OfflineDrafter

__all__ = ["NOTICE", "OfflineDrafter"]

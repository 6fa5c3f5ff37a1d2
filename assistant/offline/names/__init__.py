"""The project's names in English, and the words that mean something wherever they stand.

``lexicon`` (events by the stems of their names, fields by what they are called), ``naming``, ``telling`` and
``calling`` (what a name is called), ``saying`` (names with their values), ``clear`` (which words are enough),
``heads`` (what a clause is about to decide), ``chatter`` (what says nothing), ``dated`` (versions and dates of a
title), ``ownwords`` (what the drafter itself understands), ``nearest`` (what to suggest), ``checked`` (a draft against
the names).
"""

"""Reads English as people write definitions in it: words with their places, numbers, times, countries, titles.

Nothing here knows a project's names or writes rules. Every word keeps its place in the text as it was typed, so that
whatever is made of it can be quoted. The same text is always read the same way, and no text raises.
"""

"""The emission grammar: what a language model may write, generated from the language and a project's names.

People's text is read by ``grammars/rules.lark``, which allows any space and any name. A model that is held to a grammar
gets a smaller one: the names that exist, single spaces, bounded lists, one line a statement. Every text of it is in the
language. ``forms`` is what such a grammar is made of, ``spelling`` writes it for engines; ``words``, ``conditions`` and
``drafts`` make it.
"""

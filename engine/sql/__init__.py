"""Models as SQL, for data that lives in a database or has outgrown one machine.

A statement is built from a plan (``engine/plan.py``) in the reverse of the order in which it is read:

1. ``outcomes`` writes the points of rules, groups, score, grade, stage, segments and route over what is known of a
   lead;
2. ``scopes`` and ``conditions`` ask for fields and metrics on the way: ``metrics``, ``tallies`` and ``sequences`` ask
   for aggregates, and ``bounds`` for the signals and the moments that their windows begin from;
3. ``passes`` puts the aggregates together: as few passes over the events as there are levels of windows that begin
   from what other passes find;
4. ``staging`` (with ``reading``, ``local_time``, ``zone``) turns the columns of the data into typed ones, with whatever
   aspects were asked for;
5. ``statement`` puts the steps in order, from the data to the results.

Points are whole numbers of hundredths up to the last SELECT, numbers whole millionths, times microseconds, days whole
numbers; truths are SQL's three. No float, no clock and no time zone of the engine takes part.

**A dialect** is one file in ``dialects/``: a table of SQL snippets (``dialect.FUNCTIONS`` says what each has to give)
and a few facts. Name it in ``dialects/__init__.py``; the tests then hold its snippets and golden statements against it.
What no dialect can do is in ``unsupported``.

**An executor** gives ``statement(plan, dialect, inputs, options)`` two typed tables (``Kind.TYPED``: whole numbers,
texts and flags, as ``dsl.types`` holds them), runs the text that ``dialect.text_of`` makes of it, and hands on rows.
``gathered`` makes such tables of a source, with the problems of its data, for an executor that can run SQL and has a
``typed_columns.Reading``. What SQL leaves open, the columnar engine finishes (``unfinished``). Ids of leads and events
are compared as they are.

`leadwright compile` gives it tables of natural types instead (``inputs.natural_inputs``, ``compiled``, ``dbt``).
"""

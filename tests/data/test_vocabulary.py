"""Declarations from data: types by what the values are, and comments that say what they are."""

from leadwright.engine.vocabulary import name_text, vocabulary


def lines(source):
    return vocabulary(source).splitlines()


def test_leads_and_events(put, source):
    put(
        "l.csv",
        """\
        lead_id,country,employees,Do Not Call,created,stage,signed up,score,empty,zip,phone
        1,US,57,No,2026-01-01,new,2026-01-01 10:00:00,1,,00123,+491
        2,US,120.50,No,2026-02-01,new,2026-01-02,0,,10115,+492
        3,DE,N/A,Yes,2026-01-15,old,2026-01-03T10:00Z,1,,20095,+493
        4,,,No,,Select,,,,,
        """,
    )
    put(
        "e.csv",
        """\
        lead_id,ts,type,path,seconds
        1,2026-01-01,page_view,/,5
        1,2026-01-01,page_view,/pricing,-2.5
        1,2026-01-02,W_Completeren aanvraag,,
        2,2026-01-02,grade,x,
        """,
    )
    assert lines(source("l.csv", "e.csv")) == [
        'lead  # 4 leads, id in "lead_id"',
        '  country        text  # known 75 %; "US" 2, "DE" 1',
        '  employees      number  # known 75 %; 57 to 120.5; looks missing: "N/A" (1)',
        '  `Do Not Call`  flag  # always known; "No" 3, "Yes" 1',
        "  created        date  # known 75 %; 2026-01-01 to 2026-02-01",
        '  `stage`        text  # always known; "new" 2, "old" 1; looks missing: "Select" (1)',
        "  `signed up`    time  # known 75 %; 2026-01-01 10:00:00 to 2026-01-03T10:00Z",
        "  `score`        number  # known 75 %; 0 and 1 only, could be a flag",
        "  empty          text  # never known",
        '  zip            text  # known 75 %; "00123" 1, "10115" 1, "20095" 1',
        '  phone          text  # known 75 %; "+491" 1, "+492" 1, "+493" 1',
        "",
        "event page_view  # 2 events",
        '  path     text  # always known; "/" 1, "/pricing" 1',
        "  seconds  number  # always known; -2.5 to 5",
        "",
        "event `W_Completeren aanvraag`  # 1 event",
        "",
        "event `grade`  # 1 event",
        '  path  text  # always known; "x" 1',
    ]


def test_missing_texts_of_the_settings(put, source):
    put("l.csv", "lead_id,n\n1,Select\n2,5\n3,5\n")
    assert lines(source("l.csv", leads_missing=("Select",)))[1:] == ["  n  number  # known 66.7 %; always 5"]


def test_types_are_told_by_value_not_by_storage(put, source):
    put("l.parquet", "SELECT 1 AS lead_id, '5' AS a, true AS b, 2.50 AS c, TIMESTAMPTZ '2026-01-01 00:00Z' AS d")
    assert [line.split()[:2] for line in lines(source("l.parquet"))[1:]] == [
        ["a", "number"],
        ["b", "flag"],
        ["c", "number"],
        ["d", "time"],
    ]


def test_numbers_that_are_none(put, source):
    put("l.csv", "lead_id,a,b,c,d\n1,1,1e5,1234567890123,2026-02-30\n2,x,2.,5,2026-02-28\n")
    assert [line.split()[1] for line in lines(source("l.csv"))[1:]] == ["text"] * 4


def test_many_values(put, source):
    rows = "".join(f"{n},value {n % 40},{'x' * 100} {n},{n}\n" for n in range(1000))
    put("l.csv", "lead_id,some,all,once\n" + rows)
    some, every, _ = lines(source("l.csv"))[1:]
    assert some.endswith('"value 0" 25, "value 1" 25, "value 10" 25, "value 11" 25, "value 12" 25, 35 more')
    assert every.endswith(f'always known; all different, such as "{"x" * 23}…"')


def test_shares_are_never_rounded_to_all_or_nothing(put, source):
    rows = "".join(f"{n},{'' if n else 'x'},{'x' if n else ''}\n" for n in range(5000))
    put("l.csv", "lead_id,rare,usual\n" + rows)
    rare, usual = lines(source("l.csv"))[1:]
    assert "known 1 time" in rare
    assert "known 99.9 %" in usual


def test_many_columns(put, source):
    names = [f"c{n}" for n in range(130)]
    put("l.csv", ",".join(["lead_id", *names]) + "\n" + ",".join("1" * 131) + "\n")
    assert [line.split()[0] for line in lines(source("l.csv"))[1:]] == names


def test_names_that_cannot_be(put, source):
    put("l.csv", 'lead_id,a`b,"c\nd"\n1,x,y\n')
    put("e.csv", "lead_id,ts,type\n1,2026-01-01,a`b\n")
    assert lines(source("l.csv", "e.csv")) == [
        'lead  # 1 lead, id in "lead_id"',
        '  # the column "a`b" cannot be a name: rename it in leadwright.toml',
        '  # the column "c d" cannot be a name: rename it in leadwright.toml',
        "",
        '# the event type "a`b" cannot be a name: 1 event',
    ]


def test_names():
    assert [name_text(x) for x in ("company.country", "a.1", "größe", "1a", "not", "no-go", "a.stage", "a b")] == [
        "company.country",
        "`a.1`",
        "größe",
        "`1a`",
        "`not`",
        "`no-go`",
        "a.stage",
        "`a b`",
    ]

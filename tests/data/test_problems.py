"""Data that is not as it should be: each kind has a stated behaviour, a clear message, a count and a place."""

import gzip

import pytest
from leadwright.dsl.errors import DataError

LEADS = "lead_id,n\n1,5\n2,6\n"
EVENTS = "lead_id,ts,type\n1,2026-01-01,a\n"


def messages(data, schema, asked=None, **options):
    """The problems of a reading, as people see them; the reading must go through."""
    list(data.read(asked or schema(), **options))
    return [(p.code, p.count, p.message) for p in data.report.problems]


def failure(data, asked):
    with pytest.raises(DataError) as caught:
        list(data.read(asked))
    return caught.value


def test_801_missing_column(put, source):
    put("l.csv", "Lead_ID,name\n1,x\n")
    with pytest.raises(DataError) as caught:
        source("l.csv")
    assert caught.value.code == "LW801"
    assert str(caught.value) == (
        "l.csv: there is no column `lead_id`, which should hold the lead's id (the setting leads.id)\n"
        "  = help: did you mean `Lead_ID`? Columns: `Lead_ID`, `name`"
    )
    put("e.csv", "lead,when,type\n")
    with pytest.raises(DataError) as caught:
        source((), "e.csv", events_rename={"typ": "kind"})
    assert caught.value.message.split("\n") == [
        "e.csv: there is no column `lead_id`, which should hold the id of the event's lead (the setting events.lead)",
        "e.csv: there is no column `ts`, which should hold the event's time (the setting events.time)",
        "e.csv: there is no column `typ`, which is to be renamed (the setting events.rename)",
    ]
    put("l.csv", "lead_id,a,b\n")
    with pytest.raises(DataError, match="the columns `a` and `b` would both be `b`"):
        source("l.csv", leads_rename={"a": "b"})


def test_801_missing_in_one_of_several_files(put, source, schema):
    put("l1.csv", "lead_id,a\n1,x\n")
    put("l2.csv", "id,a\n2,y\n")
    put("e1.parquet", "SELECT 1 AS lead_id, DATE '2026-01-01' AS ts, 'a' AS type")
    put("e2.parquet", "SELECT DATE '2026-01-01' AS ts, 'a' AS type, 'x' AS path")
    put("e3.parquet", "SELECT DATE '2026-01-01' AS ts, 1 AS \"Lead_ID\"")
    with pytest.raises(DataError) as caught:
        source(["l1.csv", "l2.csv"])
    assert caught.value.code == "LW801"
    assert caught.value.message == (
        "l2.csv does not have the column `lead_id`, which should hold the lead's id (the setting leads.id); "
        "other files of the same source do"
    )
    with pytest.raises(DataError) as caught:
        source((), ["e1.parquet", "e2.parquet", "e3.parquet"])
    assert [line.partition(", which")[0] for line in caught.value.message.split("\n")] == [
        "e2.parquet does not have the column `lead_id`",
        "e3.parquet does not have the column `type`",
    ]
    put("e.jsonl", '{"lead_id": 1, "ts": "2026-01-01", "type": "a"}\n{"ts": "2026-01-01", "type": "a"}\n')
    data = source((), ["e1.parquet", "e.jsonl"])
    assert [len(lead.events) for lead in data.read(schema())] == [2]


@pytest.mark.parametrize("kind", ["5", "true", "5.5", "TIME '12:00'", "[1]", "'a'::BLOB"])
def test_801_a_column_of_times_that_holds_none(put, source, kind):
    put("e.parquet", f"SELECT 1 AS lead_id, {kind} AS ts, 'a' AS type")
    with pytest.raises(DataError, match=r"the column `ts`, which should hold the event's time .* holds ") as caught:
        source((), "e.parquet")
    assert caught.value.code == "LW801"


def test_802_event_without_time(put, source, schema):
    put("l.csv", LEADS)
    put("e.csv", "lead_id,ts,type\n1,2026-01-01,a\n1,soon,a\n2,1/2/2026,a\n2,,a\n")
    assert messages(source("l.csv", "e.csv"), schema) == [
        (
            "LW802",
            2,
            "2 events have a time that cannot be read (the column `ts`) and were left out; "
            'the first is "soon" in e.csv, row 3',
        ),
        ("LW802", 1, "1 event has no time (the column `ts`) and was left out; the first is in e.csv, row 5"),
    ]
    error = failure(source("l.csv", "e.csv", data_event_without_time="error"), schema())
    assert error.message.startswith("2 events have a time that cannot be read (the column `ts`); the first")
    put("e.parquet", "SELECT 1 AS lead_id, 1768478400 AS ts, 'a' AS type")
    with pytest.raises(DataError, match=r"the column `ts`, which should hold the event's time .* holds INTEGER"):
        source("l.csv", "e.parquet")


def test_803_event_of_unknown_lead(put, source, schema):
    put("l.csv", LEADS)
    put("e.csv", EVENTS + "3,2026-01-01,a\n03,2026-01-01,a\n,2026-01-01,a\n")
    data = source("l.csv", "e.csv")
    assert messages(data, schema) == [
        ("LW803", 1, "1 event has no lead id (the column `lead_id`) and was left out; the first is in e.csv, row 5"),
        (
            "LW803",
            2,
            '2 events are of a lead that is not among the leads and were left out; the first is "3" in e.csv, row 3',
        ),
    ]
    assert (data.report.events, data.report.event_rows) == (1, 4)
    error = failure(source("l.csv", "e.csv", data_event_of_unknown_lead="error"), schema())
    assert error.code == "LW803"


def test_804_duplicate_lead(put, source, schema):
    put("l.csv", "lead_id,n\n1,5\n2,6\n1,7\n3,1\n1,8\n2,9\n")
    error = failure(source("l.csv"), schema())
    assert error.code == "LW804"
    assert error.message == (
        '2 lead ids stand in more than one row; the first is "1", in l.csv, row 4, after l.csv, row 2'
    )
    for keep, expected in {"first": [("1", 5), ("2", 6), ("3", 1)], "last": [("3", 1), ("1", 8), ("2", 9)]}.items():
        data = source("l.csv", data_duplicate_lead=keep)
        leads = list(data.read(schema({"n": "number"})))
        assert [(lead.id, lead.fields["n"] // 1_000_000) for lead in leads] == expected
        ((code, count, message),) = [(p.code, p.count, p.message) for p in data.report.problems]
        assert (code, count) == ("LW804", 3)
        assert f"of which only the {keep} row of each counts: 3 rows were left out" in message
        assert (data.report.leads, data.report.lead_rows) == (3, 6)


def test_805_lead_without_id(put, source, schema):
    put("l.csv", "lead_id,n\n1,5\n,6\n  ,7\nNULL,8\n")
    error = failure(source("l.csv", leads_missing=("NULL",)), schema())
    assert error.message == "3 leads have no id (the column `lead_id`); the first is in l.csv, row 3"
    assert error.help == 'to leave such leads out, set lead_without_id = "leave out" in [data]'
    data = source("l.csv", data_lead_without_id="leave out")
    assert messages(data, schema) == [
        ("LW805", 2, "2 leads have no id (the column `lead_id`) and were left out; the first is in l.csv, row 3")
    ]
    assert data.report.leads == 2


def test_806_event_without_type(put, source, schema):
    put("l.csv", LEADS)
    put("e.csv", EVENTS + "2,2026-01-01,\n9,,\n")
    data = source("l.csv", "e.csv")
    assert messages(data, schema) == [
        (
            "LW803",
            1,
            '1 event is of a lead that is not among the leads and was left out; the first is "9" in e.csv, row 4',
        ),
        ("LW806", 1, "1 event has no type (the column `type`) and was left out; the first is in e.csv, row 3"),
    ]
    assert failure(source("l.csv", "e.csv", data_event_without_type="error"), schema()).code == "LW806"


def test_807_unreadable_value(put, source, schema):
    put("l.csv", "lead_id,n,d\n1,x,2026-01-01\n2,5,soon\n3,y,\n4,NaN,\n")
    put("e.csv", "lead_id,ts,type,s\n3,2026-01-01,a,q\n1,2026-01-01,a,w\n2,2026-01-01,b,e\n")
    data = source("l.csv", "e.csv")
    asked = schema({"n": "number", "d": "date"}, {"a": {"s": "number"}, "b": {"s": "text"}})
    assert messages(data, schema, asked) == [
        (
            "LW807",
            1,
            '1 value of `d` is not a date and counts as missing; the first is "soon" in l.csv, row 3',
        ),
        (
            "LW807",
            2,
            '2 values of `n` are not a number and count as missing; the first is "x" in l.csv, row 2',
        ),
        (
            "LW807",
            2,
            '2 values of `a.s` are not a number and count as missing; the first is "q" in e.csv, row 2',
        ),
    ]
    assert [(p.field, p.example, p.where) for p in data.report.problems] == [
        ("d", "soon", "l.csv, row 3"),
        ("n", "x", "l.csv, row 2"),
        ("a.s", "q", "e.csv, row 2"),
    ]
    strict = source("l.csv", "e.csv", data_unreadable_value="error")
    seen = []
    with pytest.raises(DataError, match="1 value of `d` is not a date; the first") as caught:
        seen.extend(lead.id for lead in strict.read(asked))
    assert caught.value.message.count("\n") == 2
    assert len(seen) == 4, "unreadable values are told of when all leads were read"


def test_808_files_that_are_not_there(put, source, folder):
    put("data/leads.csv", LEADS)
    for pattern, message in {
        "data/lead.csv": "leads.source: there is no file data/lead.csv\n  = help: did you mean leads.csv?",
        "data/*.parquet": "leads.source: no file matches data/*.parquet",
        "data": "leads.source: data is a folder\n  = help: name its files by a pattern, such as ",
        "nowhere/leads.csv": "leads.source: there is no folder nowhere",
    }.items():
        with pytest.raises(DataError) as caught:
            source(pattern)
        assert str(caught.value).startswith(message)
        assert caught.value.code == "LW808"
    put("leads.xlsx", b"PK")
    with pytest.raises(DataError, match=r"cannot tell the format of leads\.xlsx"):
        source("leads.xlsx")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "l.csv has no header: it is empty"),
        ("\nlead_id\n", "l.csv has no header: its first line is empty"),
        (
            'lead_id,n\n1,"a\nb"\n2\n3,4,5\n',
            "l.csv cannot be read: 2 of its 3 rows do not have the header's 2 values. "
            "The first: row 3 (line 4) has 1 value: 2",
        ),
        (
            'lead_id,n\n1,x\n2,"open\n3,y\n',
            "l.csv cannot be read: a quote that is opened in row 3 (from line 3) is never closed",
        ),
        (
            'lead_id,n\n1,"x"y\n',
            "l.csv cannot be read: in row 2 (from line 2), something stands between a closing quote and the separator",
        ),
        (
            'lead_id,n,m\n1,x,y\n"2,""a, b"",z"\n3,x,y\n"4,c,d"\n',
            "l.csv cannot be read: 2 of its 4 rows are wrapped in quotes as a whole, "
            "so that each is one value instead of 3. "
            'The first is row 3 (line 3), which starts "2,"a, b",z',
        ),
        (b"lead_id,n\n1,M\xfcller\n", "l.csv is not utf-8 text"),
    ],
    ids=["empty", "no header", "ragged", "unbalanced", "after a quote", "over-quoted", "latin-1"],
)
def test_808_broken_csv(put, source, schema, content, message):
    put("l.csv", content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError) as caught:
        list(source("l.csv").read(schema()))
    assert caught.value.message == message
    assert caught.value.code == "LW808"


def test_808_broken_among_others(put, source, schema):
    put("l1.csv", LEADS)
    put("l2.csv", "lead_id,n\n3\n")
    with pytest.raises(DataError, match=r"^l2\.csv cannot be read: 1 of its 1 rows does not"):
        list(source(["l1.csv", "l2.csv"]).read(schema()))


def test_808_cut_short(put, source, schema, folder):
    put("l.parquet", "SELECT range AS lead_id FROM range(10000)")
    whole = (folder / "l.parquet").read_bytes()
    for part in (b"", whole[:4], whole[: len(whole) // 2], whole[:-1], whole[: len(whole) // 2] + whole[-4:]):
        put("cut.parquet", part)
        with pytest.raises(DataError, match=r"^cut\.parquet cannot be read: ") as caught:
            list(source("cut.parquet").read(schema()))
        assert caught.value.code == "LW808"
        assert "cut short" in str(caught.value.help)
    packed = gzip.compress(b"lead_id,n\n" + b"1,2\n" * 1000)
    put("cut.csv.gz", packed[:-12])
    with pytest.raises(DataError, match=r"^cut\.csv\.gz is cut short"):
        list(source("cut.csv.gz").read(schema()))
    put("fake.csv.gz", LEADS)
    with pytest.raises(DataError, match=r"ends in \.gz but is not compressed"):
        list(source("fake.csv.gz").read(schema()))


def test_808_broken_json(put, source):
    put("l.jsonl", '{"lead_id": 1}\n{"lead_id": \n')
    with pytest.raises(DataError, match=r"^l\.jsonl cannot be read: Malformed JSON.* line "):
        source("l.jsonl")


def test_809_name_not_found(put, source, schema):
    put("l.csv", LEADS)
    put("e.csv", "lead_id,ts,type,path\n1,2026-01-01,page_view,/\n")
    asked = schema({"N": "number", "country": "text"}, {"page_vew": {}, "page_view": {"pth": "text"}}, {"zip": "text"})
    data = source("l.csv", "e.csv")
    list(data.read(asked))
    assert [(p.message, p.help) for p in data.report.problems] == [
        ("the rules read the field `N`, which the data does not have", "did you mean `n`?"),
        ("the rules read the field `country`, which the data does not have", None),
        ("the rules read the event `page_vew`, which the data does not have", "did you mean `page_view`?"),
        ("the rules read the property `page_view.pth`, which the data does not have", "did you mean `path`?"),
        ("the rules read the property `activity.zip`, which the data does not have", None),
    ]
    assert {p.code for p in data.report.problems} == {"LW809"}
    assert failure(source("l.csv", "e.csv", data_name_not_found="error"), asked).code == "LW809"
    list(data.read(schema({}, {"page_vew": {}}), only="2"))
    assert data.report.problems == [], "one lead tells nothing about event types"


def test_809_an_object_where_a_value_is_asked_for(put, source, schema):
    put("l.jsonl", '{"lead_id": 1, "company": {"country": "US"}}\n')
    put("e.parquet", "SELECT 1 AS lead_id, DATE '2026-01-01' AS ts, 'a' AS type, {'url': 'x', 'n': 1} AS page")
    data = source("l.jsonl", "e.parquet")
    (lead,) = data.read(schema({"company": "text"}, {"a": {"page": "text"}}))
    assert (lead.fields, lead.events[0].properties) == ({}, {})
    assert [(p.code, p.message, p.help) for p in data.report.problems] == [
        (
            "LW809",
            "the rules read the field `company`, which is an object in the data, not a value",
            "name one of its parts: `company.country`",
        ),
        (
            "LW809",
            "the rules read the property `a.page`, which is an object in the data, not a value",
            "name one of its parts: `page.url`, `page.n`",
        ),
    ]


def test_all_errors_at_once(put, source, schema):
    put("l.csv", 'lead_id\n1\n1\n""\n')
    put("e.csv", "lead_id,ts,type\n5,2026-01-01,a\n")
    error = failure(source("l.csv", "e.csv", data_event_of_unknown_lead="error"), schema())
    assert [line.split(";")[0] for line in error.message.split("\n")] == [
        "1 lead has no id (the column `lead_id`)",
        "1 lead id stands in more than one row",
        "1 event is of a lead that is not among the leads",
    ]


def test_an_interrupt_is_no_problem_of_the_data(put, source, schema, monkeypatch):
    data = source(put("l.csv", LEADS))

    class Interrupted:
        def execute(self, *_):
            raise RuntimeError("Query interrupted")

    monkeypatch.setattr(data.database, "connection", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        data.database.rows("SELECT 1")

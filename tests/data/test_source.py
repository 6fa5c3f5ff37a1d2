"""Leads and events read from files of every kind, with what is asked for and in its type."""

import gzip

import pytest
from leadwright.dsl.errors import DataError
from leadwright.dsl.values import time_from, time_text

LEADS = """\
    lead_id,country,employees
    00123,US,57.5
    a 1,,many
    x,DE,
    """
EVENTS = """\
    lead_id,ts,type,path,seconds
    x,2026-01-02T00:00:00Z,page_view,/pricing,5
    00123,2026-01-03 10:00,page_view,,7
    x,2026-01-01,form_submit,/contact,
    x,2026-01-02 01:00:00+01:00,page_view,/late,6
    """


def values(problems):
    return [(p.code, p.count, p.where) for p in problems]


def test_leads_and_events(put, source, schema):
    data = source(put("leads.csv", LEADS), put("events.csv", EVENTS))
    assert data.lead_columns() == {"country": "VARCHAR", "employees": "VARCHAR"}
    assert data.event_columns() == {"path": "VARCHAR", "seconds": "VARCHAR"}
    assert data.event_types() == {"page_view": 3, "form_submit": 1}
    done = []
    asked = schema({"country": "text", "employees": "number"}, {"page_view": {"path": "text"}}, {"seconds": "number"})
    leads = list(data.read(asked, progress=lambda *x: done.append(x)))
    assert [(lead.id, dict(lead.fields)) for lead in leads] == [
        ("00123", {"country": "US", "employees": 57_500_000}),
        ("a 1", {}),
        ("x", {"country": "DE"}),
    ]
    assert [[(e.type, time_text(e.at)[:13], dict(e.properties)) for e in lead.events] for lead in leads] == [
        [("page_view", "2026-01-03T10", {"seconds": 7_000_000})],
        [],
        [
            ("form_submit", "2026-01-01T00", {}),
            ("page_view", "2026-01-02T00", {"path": "/pricing", "seconds": 5_000_000}),
            ("page_view", "2026-01-02T00", {"path": "/late", "seconds": 6_000_000}),
        ],
    ]
    assert done[0] == (0, 3)
    assert done[-1] == (3, 3)
    report = data.report
    assert (report.leads, report.events, report.lead_rows, report.event_rows) == (3, 4, 3, 4)
    assert values(report.problems) == [("LW807", 1, "leads.csv, row 3")]
    assert report.problems[0].message == (
        '1 value of `employees` is not a number and counts as missing; the first is "many" in leads.csv, row 3'
    )


def test_reading_twice_and_at_once(put, source, schema):
    data = source(put("leads.csv", LEADS), put("events.csv", EVENTS))
    asked = schema({"country": "text"}, {"page_view": {}})
    one, two = data.read(asked), data.read(asked)
    assert next(one) == next(two)
    del one
    assert [lead.id for lead in two] == ["a 1", "x"]
    assert len(list(data.read(asked))) == 3


def test_one_lead(put, source, schema):
    data = source(put("leads.csv", LEADS), put("events.csv", EVENTS))
    (lead,) = data.read(schema({"employees": "number"}), only="x")
    assert (lead.id, len(lead.events)) == ("x", 3)
    assert data.report.problems == []
    with pytest.raises(DataError, match=r'there is no lead "123" in leads\.csv') as caught:
        list(data.read(schema(), only="123"))
    assert caught.value.help is None
    with pytest.raises(DataError) as caught:
        list(data.read(schema(), only="00132"))
    assert caught.value.help is None
    with pytest.raises(DataError) as caught:
        list(data.read(schema(), only="0123"))
    assert caught.value.help == 'there is "00123"'


def test_ids_match_by_text(put, source, schema):
    leads = put("l.parquet", "SELECT * FROM (VALUES (7::BIGINT), (8)) t(lead_id)")
    events = put("e.csv", "lead_id,ts,type\n7,2026-01-01,a\n8.0,2026-01-01,a\n")
    data = source(leads, events)
    assert [(lead.id, len(lead.events)) for lead in data.read(schema())] == [(7, 1), (8, 0)]
    assert [p.code for p in data.report.problems] == ["LW803"]
    events = put("e.parquet", "SELECT 8::DOUBLE AS lead_id, DATE '2026-01-01' AS ts, 'a' AS type")
    assert [(lead.id, len(lead.events)) for lead in source(leads, events).read(schema())] == [(7, 0), (8, 1)]


def test_leads_from_events_alone(put, source, schema):
    data = source((), put("events.csv", EVENTS))
    assert [(lead.id, len(lead.events)) for lead in data.read(schema({}, {"page_view": {}}))] == [
        ("x", 3),
        ("00123", 1),
    ]
    assert data.lead_columns() == {}


def test_leads_alone(put, source, schema):
    data = source(put("leads.csv", LEADS))
    assert [lead.events for lead in data.read(schema({}, {"page_view": {"path": "text"}}))] == [[], [], []]
    assert [p.message for p in data.report.problems] == ["the rules read events, but there is no source of events"]
    assert data.event_types() == {}


def test_no_data(source):
    with pytest.raises(DataError, match="neither leads nor events"):
        source()


@pytest.mark.parametrize(
    "content",
    [
        b'\xef\xbb\xbflead_id,name\r\n1,"a\r\nb"\r\n\r\n2,"say ""hi"""\r\n',
        b'lead_id,name\n1,"a\r\nb"\n2,"say ""hi"""',
        b'lead_id,name\r\n1,"a\r\nb"\n2,"say ""hi"""\r\n',
        b'lead_id;name\n1;"a\r\nb"\n2;"say ""hi"""\n',
        b'lead_id\tname\n1\t"a\r\nb"\n2\t"say ""hi"""\n',
    ],
    ids=["bom and crlf", "no end", "mixed line ends", "semicolons", "tabs"],
)
def test_csv_files(put, source, schema, content):
    data = source(put("leads.csv", content))
    assert [(lead.id, lead.fields) for lead in data.read(schema({"name": "text"}))] == [
        ("1", {"name": "a\r\nb"}),
        ("2", {"name": 'say "hi"'}),
    ]


def test_other_files(put, source, schema):
    text = b"lead_id,name\n1,M\xc3\xbcller\n"
    encoded = text.decode()
    files = [
        put("a.csv.gz", gzip.compress(text)),
        put("b.tsv", text.replace(b",", b"\t")),
        put("c.jsonl", b'{"lead_id": 1, "name": "M\xc3\xbcller"}\n'),
        put("d.json", b'\xef\xbb\xbf[{"lead_id": 1, "name": "M\xc3\xbcller"}]'),
        put("e.json", b'[\n{"lead_id": 1,\n "name": "M\xc3\xbcller"}\n]'),
        put("f.ndjson.gz", gzip.compress(b'{"lead_id": 1, "name": "M\xc3\xbcller"}\n')),
        put("g.parquet", "SELECT 1 AS lead_id, 'Müller' AS name"),
        put("odd [1]'s.csv", text),
    ]
    for file in files:
        (lead,) = source(file).read(schema({"name": "text"}))
        assert lead.fields == {"name": "Müller"}
    for name in ("utf-16", "latin-1"):
        put("x.csv", encoded.encode(name))
        (lead,) = source("x.csv", leads_encoding=name).read(schema({"name": "text"}))
        assert lead.fields == {"name": "Müller"}


def test_many_files_are_one(put, source, schema):
    put("l/2.csv", "lead_id,a\n1,x\n2,y\n")
    put("l/1.csv", "a,lead_id,b\nz,3,w\n")
    put("m.jsonl", '{"lead_id": 4, "b": 5}\n{"lead_id": 5, "b": "q"}\n')
    put("n.parquet", "SELECT 6 AS lead_id, 7 AS b")
    data = source(["l/*.csv", "m.jsonl", "n.parquet"])
    leads = list(data.read(schema({"a": "text", "b": "number"})))
    assert [(lead.id, lead.fields) for lead in leads] == [
        ("3", {"a": "z"}),
        ("1", {"a": "x"}),
        ("2", {"a": "y"}),
        ("4", {"b": 5_000_000}),
        ("5", {}),
        ("6", {"b": 7_000_000}),
    ]
    assert values(data.report.problems) == [("LW807", 2, "l/1.csv, row 2")]
    assert "q" not in data.report.problems[0].message
    list(data.read(schema({"a": "number"})))
    assert values(data.report.problems) == [("LW807", 3, "l/1.csv, row 2")]


def test_json_is_flattened_and_nothing_is_guessed(put, source, schema):
    put(
        "l.jsonl",
        """\
        {"lead_id": "007", "company": {"country": "US", "size": {"n": 5}}, "day": "2026-01-01", "tags": ["a"]}
        {"lead_id": "8", "company": null, "day": "not yet", "big": 123456789012345678901234567890}
        """,
    )
    data = source("l.jsonl")
    assert list(data.lead_columns()) == ["company.country", "company.size.n", "day", "tags", "big"]
    leads = list(
        data.read(
            schema(
                {"company.country": "text", "company.size.n": "number", "day": "text", "tags": "text", "big": "text"}
            )
        )
    )
    assert leads[0].fields == {
        "company.country": "US",
        "company.size.n": 5_000_000,
        "day": "2026-01-01",
        "tags": '["a"]',
    }
    assert leads[1].fields == {"day": "not yet", "big": "123456789012345678901234567890"}


def test_column_types_of_parquet(put, source, schema):
    put(
        "l.parquet",
        """SELECT 1 AS lead_id, 12.345::DECIMAL(10,3) AS dec, 0.1::FLOAT AS f, 'nan'::DOUBLE AS nan,
        1e20::DOUBLE AS huge, 'nan'::FLOAT AS nan_too,
        true AS flag, DATE '2026-01-15' AS day, TIMESTAMP '2026-01-15 12:00:00.5' AS clock,
        TIMESTAMPTZ '2026-01-15 23:30:00-05' AS instant, 5::HUGEINT AS h, uuid() AS u, 20000.0::DOUBLE AS whole,
        'x'::ENUM ('x', 'y') AS e, TIMESTAMP 'infinity' AS never, {'b': {'c': 3}} AS a, [1, 2] AS list,
        TIMESTAMP_NS '2026-01-15 12:00:00.123456789' AS nano, 4::UTINYINT AS tiny""",
    )
    asked = {"dec": "number", "f": "number", "nan": "number", "huge": "number", "flag": "flag", "day": "date"}
    asked |= {"clock": "time", "instant": "date", "h": "number", "u": "text", "whole": "text", "e": "text"}
    asked |= {"nan_too": "text", "never": "time", "a.b.c": "number", "list": "text", "nano": "time", "tiny": "flag"}
    data = source("l.parquet", leads_timezone="America/New_York")
    (lead,) = data.read(schema(asked), zone="America/New_York")
    fields = dict(lead.fields)
    assert len(fields.pop("u")) == 36
    assert fields == {
        "dec": 12_345_000,
        "f": 100_000,
        "flag": True,
        "day": 20468,
        "clock": time_from("2026-01-15T17:00:00.5Z"),
        "instant": 20468,
        "h": 5_000_000,
        "whole": "20000",
        "e": "x",
        "a.b.c": 3_000_000,
        "list": "[1, 2]",
        "nano": time_from("2026-01-15T17:00:00.123456Z"),
    }
    assert sorted(p.field for p in data.report.problems) == ["huge", "tiny"]
    (lead,) = data.read(schema({"instant": "date"}))
    assert lead.fields == {"instant": 20469}


@pytest.mark.parametrize("type", ["VARCHAR", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_NS"])
def test_event_times_without_an_offset_are_in_the_zone(put, source, schema, type):
    times = [
        ("2026-03-08 01:59:59", "2026-03-08T06:59:59Z"),
        ("2026-03-08 02:30:00", "2026-03-08T07:30:00Z"),
        ("2026-03-08 03:00:00", "2026-03-08T07:00:00Z"),
        ("2026-07-01 00:00:00", "2026-07-01T04:00:00Z"),
        ("2026-11-01 01:30:00", "2026-11-01T05:30:00Z"),
        ("2026-11-01 02:00:00", "2026-11-01T07:00:00Z"),
        ("1969-12-31 23:00:00", "1970-01-01T04:00:00Z"),
    ]
    rows = ", ".join(f"(1, '{local}'::{type}, 'e{n}')" for n, (local, _) in enumerate(times))
    put("e.parquet", f"SELECT * FROM (VALUES {rows}) t(lead_id, ts, type)")
    (lead,) = source((), "e.parquet", events_timezone="America/New_York").read(schema())
    found = {e.type: time_text(e.at) for e in lead.events}
    assert found == {f"e{n}": utc for n, (_, utc) in enumerate(times)}
    assert [e.at for e in lead.events] == sorted(e.at for e in lead.events)


def test_event_times_in_many_notations(put, source, schema):
    times = {
        "2026-01-15T12:00:00Z": "2026-01-15T12:00:00Z",
        "2026-01-15 12:00:00.123456+02": "2026-01-15T10:00:00.123456Z",
        "2026-01-15T12:00:00.123456789Z": "2026-01-15T12:00:00.123456Z",
        "2026-01-15 4:05": "2026-01-15T09:05:00Z",
        " 2026-01-15 ": "2026-01-15T05:00:00Z",
        "2026-01-15 12:00 UTC": "2026-01-15T12:00:00Z",
        "2026-01-15T12:00:00-0530": "2026-01-15T17:30:00Z",
        "0001-01-01T00:00:00Z": "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z": "9999-12-31T23:59:59.999999Z",
    }
    rows = "".join(f'1,"{text}",e{n}\n' for n, text in enumerate(times))
    put("e.csv", "lead_id,ts,type\n" + rows)
    data = source((), "e.csv", events_timezone="America/New_York")
    (lead,) = data.read(schema())
    assert {e.type: time_text(e.at) for e in lead.events} == {f"e{n}": utc for n, utc in enumerate(times.values())}
    assert data.report.problems == []


@pytest.mark.parametrize("type", ["TIMESTAMP_NS", "VARCHAR"])
def test_digits_after_the_sixth_of_a_fraction_are_cut_off(put, source, schema, type):
    times = ("2026-01-15 12:00:00.123456999", "1969-12-31 23:59:59.999999999")
    rows = ", ".join(f"(1, '{time}'::{type}, 'e')" for time in times)
    put("e.parquet", f"SELECT * FROM (VALUES {rows}) t(lead_id, ts, type)")
    (lead,) = source((), "e.parquet").read(schema())
    assert [time_text(e.at) for e in lead.events] == ["1969-12-31T23:59:59.999999Z", "2026-01-15T12:00:00.123456Z"]


def test_a_time_that_means_no_value(put, source, schema):
    put("e.csv", "lead_id,ts,type\n1,1900-01-01,e\n1,2026-01-01,e\n")
    data = source((), "e.csv", events_missing=("1900-01-01",))
    (lead,) = data.read(schema())
    assert [time_text(e.at) for e in lead.events] == ["2026-01-01T00:00:00Z"]
    assert values(data.report.problems) == [("LW802", 1, "e.csv, row 2")]


def test_a_clock_time_that_is_beyond_the_calendar_elsewhere(put, source, schema):
    put("e.csv", "lead_id,ts,type\n1,0001-01-01,e\n1,9999-12-31 23:00,e\n")
    data = source((), "e.csv", events_timezone="Asia/Kathmandu")
    (lead,) = data.read(schema())
    assert [time_text(e.at) for e in lead.events] == ["9999-12-31T17:15:00Z"]
    assert data.report.problems[0].message.startswith("1 event has a time that cannot be read")


def test_awkward_names(put, source, schema):
    put("l.csv", 'lead_id,"say ""hi""",row,key,k0,Key,\n1,a,b,c,d,e,f\n')
    names = ['say "hi"', "row", "key", "k0", "Key", "column 7"]
    data = source("l.csv")
    assert list(data.lead_columns()) == names
    (lead,) = data.read(schema(dict.fromkeys(names, "text")))
    assert list(lead.fields.values()) == list("abcdef")


def test_repeated_columns_are_told(put, source, schema):
    data = source(put("l.csv", "lead_id,a,a\n1,x,y\n"))
    (lead,) = data.read(schema({"a": "text", "a (2)": "text"}))
    assert lead.fields == {"a": "x", "a (2)": "y"}
    assert [str(p) for p in data.report.problems] == [
        "warning[LW801]: the column `a` in l.csv stands twice in the header; the second is read as another column\n"
        "  = help: give each column a name of its own"
    ]


def test_missing_texts_and_new_names(put, source, schema):
    put("l.csv", "Prospect ID,Total Time,City\n1,Select,Select \n2,5, Rome\n")
    data = source("l.csv", leads_id="Prospect ID", leads_missing=("Select",), leads_rename={"Total Time": "seconds"})
    leads = list(data.read(schema({"seconds": "number", "City": "text"})))
    assert [lead.fields for lead in leads] == [{}, {"seconds": 5_000_000, "City": " Rome"}]
    assert data.report.problems == []


def test_names_are_compared_after_nfc(put, source, schema):
    put("l.csv", "lead_id,Stra\u0301ße\n1,x\n")
    put("e.csv", "lead_id,ts,type\n1,2026-01-01,be\u0301\n1,2026-01-01,b\u00e9\n")
    data = source("l.csv", "e.csv")
    assert data.event_types() == {"b\u00e9": 2}
    (lead,) = data.read(schema({"Str\u00e1ße": "text"}, {"b\u00e9": {}}))
    assert lead.fields == {"Str\u00e1ße": "x"}
    assert [e.type for e in lead.events] == ["b\u00e9", "b\u00e9"]
    assert data.report.problems == []

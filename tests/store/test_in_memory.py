"""A store of leads that are in memory: what goes in comes out."""

from leadwright.dsl.types import Type
from leadwright.engine.columns import TextColumn, ValueColumn
from leadwright.engine.records import Event, Lead, Schema
from leadwright.engine.store import store_of

SCHEMA = Schema(
    {"country": Type.TEXT, "size": Type.NUMBER, "vip": Type.FLAG},
    {"view": {"path": Type.TEXT, "secs": Type.NUMBER}, "call": {"path": Type.DATE}},
    {"source": Type.TEXT},
)
LEADS = [
    Lead(7, {"country": "US", "size": 10**17}, [Event(5, "view", {"path": "/", "secs": 1, "source": "ad"})]),
    Lead(9),
    Lead(8, {"vip": False, "country": "DE"}, [Event(-3, "call", {"path": 3}), Event(5, "view"), Event(5, "other")]),
]


def test_leads_come_back() -> None:
    store = store_of(LEADS, SCHEMA)
    assert [store.lead_at(n) for n in (2, 0, 1, 2, 0, 1)] == [LEADS[n] for n in (2, 0, 1, 2, 0, 1)]
    assert store.size == 3
    assert store.ids.to_pylist() == [7, 9, 8]
    assert (store.report.leads, store.report.events) == (3, 4)


def test_ids_that_are_texts_or_do_not_fit() -> None:
    for ids in (["b", "a"], ["1", "01"], [2**70, 1], [-(2**63), 2**63 - 1]):
        store = store_of([Lead(id) for id in ids], Schema({}, {}))
        assert [store.lead_at(n).id for n in range(2)] == ids


def test_columns() -> None:
    store = store_of(LEADS, SCHEMA)
    assert [store.kinds[k] for k in store.kind] == ["view", "call", "view", "other"]
    assert store.lead.tolist() == [0, 2, 2, 2]
    assert not store.is_in_time_order
    size = store.field("size", Type.NUMBER)
    assert isinstance(size, ValueColumn) and size.known is not None
    assert size.known.tolist() == [True, False, False] and size.value(0) == 10**17
    paths = store.property("path", Type.TEXT)
    assert isinstance(paths, TextColumn)
    assert [paths.value(n) for n in range(4)] == ["/", None, None, None]
    assert store.property("path", Type.DATE).value(1) == 3
    assert store.property("path", Type.DATE).value(0) is None


def test_what_no_lead_has_is_missing() -> None:
    store = store_of(LEADS, SCHEMA)
    for type in Type:
        assert [store.field("nothing", type).value(n) for n in range(3)] == [None] * 3
        assert [store.property("nothing", type).value(n) for n in range(4)] == [None] * 4


def test_no_leads() -> None:
    store = store_of([], SCHEMA)
    assert store.size == len(store.at) == len(store.field("country", Type.TEXT)) == 0
    assert store.is_in_time_order


def test_many_leads_are_found_by_their_number() -> None:
    leads = [Lead(n, {}, [Event(at, "view") for at in range(n % 3)]) for n in range(70_000)]
    leads[3].events, leads[69_999].events = [Event(9, "call"), Event(10, "view")], []
    events = [(lead, event) for lead in leads for event in lead.events]
    store = store_of(leads, Schema({}, {}))
    assert len(store.at) == len(events)
    for number in (0, 1, 2, 3, 4, 65_535, 65_536, 65_537, 69_998, 69_999):
        assert store.lead_at(number) == leads[number]


def test_order_of_time() -> None:
    for breaks, ordered in ((None, True), (1, False), (65_536, False), (65_537, False), (69_999, False)):
        times = [0 if n == breaks else n + 1 for n in range(70_000)]
        store = store_of([Lead(1, {}, [Event(at, "view") for at in times])], Schema({}, {}))
        assert store.is_in_time_order == ordered

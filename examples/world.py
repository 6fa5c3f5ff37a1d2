"""Companies and people that look real and are not: every name is made up, every domain ends in ``.example``.

The same number always gives the same company, however many are asked for.
"""

from dataclasses import dataclass, replace
from random import Random

FIRST_WORDS = (
    "Alder Amber Anchor Aspen Beacon Birch Blue Bright Canyon Cedar Cobalt Copper Coral Crescent Delta Drift Eagle "
    "Ember Falcon Fern Field Flint Forge Glacier Granite Harbor Hazel Heron Highland Iron Ivory Juniper Keystone Lake "
    "Lantern Laurel Linden Maple Meadow Mesa Mill North Oak Opal Orchard Pebble Pine Prairie Quarry Raven Ridge River "
    "Rowan Saffron Sage Silver Slate Solstice Spruce Stone Summit Tamarack Thistle Timber Union Valley Vista Willow"
).split()
SECOND_WORDS = (
    "bank bay bridge brook burn crest dale field ford gate grove haven hill land light mark peak point port side "
    "spring star stone view ward water way well wood works"
).split()
INDUSTRIES: dict[str, tuple[int, tuple[str, ...]]] = {
    "Software": (24, ("Software", "Labs", "Systems", "Analytics", "Cloud")),
    "Healthcare": (13, ("Health", "Clinics", "Medical", "Care Partners")),
    "Manufacturing": (15, ("Manufacturing", "Industries", "Tooling", "Components")),
    "Financial Services": (13, ("Capital", "Credit Union", "Insurance", "Advisors")),
    "Retail": (12, ("Outfitters", "Market", "Home", "Trading")),
    "Logistics": (8, ("Logistics", "Freight", "Shipping")),
    "Education": (6, ("Learning", "Academy", "Education")),
    "Real Estate": (5, ("Properties", "Realty")),
    "Nonprofit": (4, ("Foundation", "Relief")),
}
COUNTRIES = {
    "US": 56, "CA": 7, "GB": 8, "DE": 6, "FR": 3, "NL": 3, "AT": 1, "CH": 1, "SE": 2, "ES": 2,
    "IN": 4, "AU": 3, "BR": 2, "MX": 1, "SG": 1,
}  # fmt: skip
SIZES = ((3, 20), (21, 49), (50, 120), (121, 260), (261, 500), (261, 500), (501, 1500), (1501, 9000))
FIRST_NAMES = (
    "Aaliyah Adam Aisha Alejandro Amara Amelia Ana Andrew Anika Ben Beatriz Caleb Carlos Carmen Chen Chloé Clara "
    "Daniel David Devon Diego Elena Eli Emma Erik Fatima Felix Fiona Gabriel Grace Hannah Hassan Helen Ines Isaac "
    "Ivan Jada James Jia Jonas José Julia Kavya Kenji Laila Laura Leo Lin Lucas Maya Malik Maria Mateo Mei Michael "
    "Mina Nadia Nathan Nia Noah Olivia Omar Owen Paula Peter Priya Quinn Rachel Ravi Rosa Ruth Samuel Sara Sofia "
    "Stefan Tara Theo Thomas Uma Victor Wei Yara Yusuf Zoë"
).split()
LAST_NAMES = (
    "Abbott Adeyemi Ahmed Alvarez Anderson Baker Banerjee Becker Bennett Berg Brooks Castillo Chang Chen Clarke Cohen "
    "Cruz Davis Delgado Diaz Dubois Edwards Eriksson Fischer Flores Foster García Gupta Hall Hansen Harris Hoffmann "
    "Hughes Ibrahim Iyer Jackson Janssen Johnson Kaur Keller Khan Kim Kowalski Lee Lopez Martin Mbeki Mehta Meyer "
    "Mitchell Moore Morales Müller Murphy Nakamura Nguyen Novak Okafor Olsen Ortiz Park Patel Pereira Perez Price "
    "Ramirez Reed Rossi Sanders Santos Schmidt Shah Silva Singh Smith Stewart Suzuki Tanaka Taylor Thompson Torres "
    "Turner Walker Ward Weber White Williams Wilson Wong Wright Young Zhang"
).split()
TITLES: dict[str, tuple[int, tuple[str, ...]]] = {
    "chief": (7, ("CEO", "Chief Revenue Officer", "COO", "CIO", "CTO", "Founder & CEO", "CMO")),
    "vp": (11, ("VP Sales", "VP, Marketing", "Vice President of Operations", "SVP Revenue")),
    "director": (17, ("Director of Sales Operations", "Sales Director", "Marketing Director", "Head of Growth")),
    "manager": (28, ("Sales Manager", "Marketing Manager", "CRM Manager", "Office Manager", "IT Manager")),
    "staff": (37, ("Account Executive", "Sales Operations Analyst", "Marketing Specialist", "Business Analyst",
                   "Customer Success Lead", "Systems Administrator", "Consultant")),
}  # fmt: skip
FREE_MAIL = ("freemail.example", "inboxly.example", "postbox.example")
COMPETITORS = {"RivalCRM": 310, "PipelineHub": 95, "SalesOrbit": 720}
UNIVERSITIES = {"Northfield University": 2100, "Lakeshore College": 640}
_ASCII = str.maketrans({"é": "e", "í": "i", "ë": "e", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class Company:
    """A made-up company. ``employees`` is a head count, ``revenue`` whole US dollars a year."""

    name: str
    domain: str
    country: str
    industry: str
    employees: int
    revenue: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a company: ``seniority`` is a key of ``TITLES``, or ``student`` or ``competitor``."""

    name: str
    email: str
    title: str
    seniority: str
    company: Company


def pick(rng: Random, weights: dict[str, int]) -> str:
    """One key of ``weights``, the heavier the likelier.

    >>> pick(Random(1), {"only": 3})
    'only'
    """
    left = rng.randrange(sum(weights.values()))
    for key, weight in weights.items():
        left -= weight
        if left < 0:
            return key
    raise AssertionError("weights are positive")


def chance(rng: Random, percent: int) -> bool:
    """True ``percent`` times in a hundred."""
    return rng.randrange(100) < percent


def company(number: int) -> Company:
    """Company ``number``, the same in every world.

    >>> company(7) == company(7)
    True
    """
    rng = Random(f"company {number}")
    industry = pick(rng, {name: weight for name, (weight, _) in INDUSTRIES.items()})
    name = rng.choice(FIRST_WORDS)
    if chance(rng, 70):
        name += rng.choice(SECOND_WORDS)
    name += " " + rng.choice(INDUSTRIES[industry][1])
    domain = name.lower().replace(" ", "") + ".example"
    country = pick(rng, COUNTRIES)
    low, high = rng.choice(
        ((3, 20), (21, 49), (50, 120), (121, 260), (261, 500), (261, 500), (501, 1500), (1501, 9000))
    )
    employees = rng.choice((low, high)) if chance(rng, 6) else rng.randint(low, high)
    revenue = employees * rng.randrange(60, 260) * 1000
    return Company(name, domain, country, industry, employees, revenue)


def person(rng: Random, at: Company) -> Person:
    """Somebody who works there; a few use a private address, some are students or work for a competitor."""
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    name = f"{first} {last}"
    seniority = pick(rng, {key: weight for key, (weight, _) in TITLES.items()})
    title = rng.choice(TITLES[seniority][1])
    domain = at.domain
    kind = pick(rng, {"": 86, "private": 9, "student": 3, "competitor": 2})
    if kind == "private":
        domain = rng.choice(FREE_MAIL)
    elif kind == "student":
        seniority, title = kind, rng.choice(("Student", "MBA Student", "Marketing Intern"))
        if "Intern" not in title:
            at = _elsewhere(rng, at, UNIVERSITIES, "Education")
        domain = at.domain
    elif kind == "competitor":
        seniority, title = kind, rng.choice(("Product Manager", "Competitive Intelligence", "Account Executive"))
        at = _elsewhere(rng, at, COMPETITORS, "Software")
        domain = at.domain
    local = f"{first}.{last}".lower().translate(_ASCII)
    return Person(name, f"{local}@{domain}", title, seniority, at)


def _elsewhere(rng: Random, at: Company, places: dict[str, int], industry: str) -> Company:
    name = rng.choice(tuple(places))
    domain = name.lower().replace(" ", "-") + ".example"
    return replace(at, name=name, domain=domain, industry=industry, employees=places[name])


def somebody(rng: Random, number: int) -> Person:
    """A person for lead ``number``: about five leads of every ten share their company with another."""
    block = number // 50
    return person(rng, company(block * 35 + rng.randrange(35)))

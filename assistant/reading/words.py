"""Words by their stem, and the words that mean nothing here."""

from typing import Final

_STEMS: Final = {
    "pricing": "price prices pricings priced",
    "page": "pages webpage webpages",
    "visit": "visits visited visiting visitor visitors",
    "view": "views viewed viewing viewer see sees saw seen seeing look looks looked looking browse browses browsed "
            "browsing check checks checked checking read reads reading hit hits viewings",
    "site": "website websites sites web websites homepage",
    "download": "downloads downloaded downloading downloader downloaders",
    "webinar": "webinars",
    "attend": "attends attended attending attendance attendances attendee attendees joined join joins joining",
    "watch": "watches watched watching",
    "register": "registers registered registering registration registrations registrant registrants rsvp rsvped",
    "signup": "signups subscribed subscribe subscribes subscriber subscribers subscription subscriptions",
    "request": "requests requested requesting requester requesters ask asks asked asking book books booked booking "
               "bookings schedule schedules scheduled scheduling",
    "submit": "submits submitted submitting submission submissions fill fills filled filling",
    "complete": "completes completed completing",
    "form": "forms",
    "demo": "demos demonstration demonstrations",
    "trial": "trials",
    "start": "starts started starting begin begins began begun activate activates activated",
    "login": "logins logon log logs logged logging",
    "email": "emails mail mails mailing mailings",
    "newsletter": "newsletters",
    "open": "opens opened opening openings",
    "click": "clicks clicked clicking clickthrough clickthroughs",
    "unsubscribe": "unsubscribes unsubscribed unsubscribing unsubscription unsubscriptions unsub unsubs",
    "bounce": "bounces bounced bouncing",
    "reply": "replies replied replying respond responds responded response responses",
    "answer": "answers answered answering",
    "invite": "invites invited inviting invitation invitations",
    "chat": "chats chatted chatting talk talks talked talking",
    "chatbot": "chatbots bot",
    "call": "calls called calling",
    "phone": "phones telephone telephones phoned",
    "meeting": "meetings",
    "feature": "features",
    "use": "uses used using usage",
    "whitepaper": "whitepapers paper papers",
    "ebook": "ebooks",
    "content": "contents asset assets resource resources",
    "case": "cases",
    "study": "studies",
    "guide": "guides",
    "video": "videos",
    "template": "templates",
    "purchase": "purchases purchased buy buys bought buying",
    "customer": "customers",
    "product": "products",
    "story": "stories",
    "career": "careers jobs job",
    "raise": "raises raised raiser raisers raising",
    "hand": "hands handraiser handraisers",
    "ad": "ads advert adverts advertisement advertisements",
    "booth": "booths stand",
    "fair": "fairs tradeshow",
    "integration": "integrations",
    "connect": "connects connected connecting connection",
    "recycle": "recycles recycled recycling",
    "accept": "accepts accepted accepting acceptance",
    "reject": "rejects rejected rejecting rejection",
    "opportunity": "opportunities opp opps",
    "contact": "contacts contacted",
    "event": "events",
    "session": "sessions",
    "order": "orders ordered",
    "share": "shares shared",
    "cart": "carts",
    "add": "adds added",
    "deal": "deals",
    "quote": "quotes quoted",
    "meet": "meets met",
    "hard": "hard",
    "conversation": "conversations",
    "report": "reports",
    "comparison": "comparisons",
    "calculator": "calculators",
    "engagement": "engagements",
}  # fmt: skip
_PLURALS: Final = ("ches", "shes", "xes", "sses", "ospectuses", "ampuses", "onuses", "atuses")
_STEM_OF: Final = {form: stem for stem, forms in _STEMS.items() for form in [stem, *forms.split()]}


def stem(word: str) -> str:
    """What a word has in common with its other forms.

    >>> stem("visited"), stem("attendees"), stem("fairness")
    ('visit', 'attend', 'fairness')
    """
    low = word.lower()
    if low in _STEM_OF:
        return _STEM_OF[low]
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(_PLURALS):
        return low[:-2]
    if len(low) > 4 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


def known_forms() -> frozenset[str]:
    """All forms that have a stem here, for spelling."""
    return frozenset(_STEM_OF)


HARMLESS: Final = frozenset(
    """the a an our their his her its your this that these those which who whom whose they them he she it we i you
    someone somebody anyone anybody everyone everybody lead leads prospect prospects person persons people
    contact contacts visitor visitors user users individual individuals company companies account accounts
    organization organizations organisation organisations firm firms business businesses employer folks is are
    was were be been being am has have had having do does did done would could should must shall will can may
    might need needs to please also just so as well basically simply actually of course here there if when
    whenever where in case provided assuming given with from at on by for make makes any some either both work
    works working already ever employed based located headquartered hq situated operating come came comes coming say
    says said us anything""".split()
)
"""Words that carry no meaning of their own where they stand between parts that were read."""

SUBJECTS: Final = frozenset(
    """lead leads prospect prospects person persons people contact contacts visitor visitors user users individual
    individuals company companies account accounts organization organizations organisation organisations firm
    firms business businesses someone somebody anyone anybody everyone everybody who they he she it we you that
    which folks employer those""".split()
)
NO_VALUES: Final = frozenset(
    """known unknown missing empty blank set filled given not no there available provided confirmed identified
    present clear good high low strong none any null anything something other our one some right decent similar valid
    relevant target ideal known new same different certain specific various better worse than more less most least
    only also not never always to of for in on at from by as like about before after still yet no longer over under
    above below between very too so really big large small growing""".split()
)
"""Words that are no value of a field, whatever it holds."""

"""What the made-up leads are and do: the values in the benchmarks' data, and how frequent they are.

Everything is invented; every company's domain ends in ``.example``.
"""

from datetime import UTC, datetime

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
"""Events lie in the year before this moment."""

EVENT_TYPES = {
    "page_view": 360, "email_open": 170, "email_click": 60, "email_reply": 8, "email_bounce": 6, "unsubscribe": 3,
    "ad_click": 30, "content_download": 40, "webinar": 15, "video_watch": 30, "form_submit": 20, "demo_request": 6,
    "chat": 12, "login": 90, "feature_used": 90, "purchase": 10, "adjustment": 4, "meeting": 10, "sales_touch": 33,
    "recycled": 3,
}  # fmt: skip
"""Event types and how many of 1,000 events are of each."""

PATHS = (
    *("/",) * 40,
    *("/pricing",) * 24,
    *("/Pricing/Enterprise",) * 8,
    *("/pricing/compare",) * 8,
    *(f"/product/{name}" for name in ("pipeline", "mail", "reports", "mobile", "api", "security") for _ in range(12)),
    *(f"/customers/{name}" for name in ("northwind", "birchfield", "granite", "lakeside", "harbor") for _ in range(6)),
    *("/jobs", "/jobs/engineering", "/jobs/sales", "/jobs/support") * 4,
    *("/contact", "/trial", "/about", "/login") * 8,
    *(f"/blog/{number:03}" for number in range(190)),
    *(f"/docs/{number:03}" for number in range(92)),
)
"""Paths of pages; one that stands here more often is seen more often. 512, a power of two."""

TITLES = (
    *("CRM Implementation Guide",) * 6,
    *("Buyer's Guide", "ROI Calculator", "Sales Pipeline Management", "Migration Checklist") * 3,
    *(f"Case Study {name}" for name in ("Northwind", "Birchfield", "Granite", "Lakeside", "Harbor", "Summit")),
    *(f"Whitepaper {number}" for number in range(1, 41)),
)
"""Titles of downloads, webinars and videos. 64."""

FORMS = ("newsletter", "newsletter", "newsletter", "contact", "contact", "Trial", "event", "feedback")
"""Forms. 8."""

CAMPAIGNS = (*("link check",) * 4, *(f"campaign {number}" for number in range(1, 125)))
"""Campaigns. 128."""

FEATURES = (*("report_sent", "import", "export", "api_key") * 6, *(f"feature_{number}" for number in range(40)))
"""Features of the product. 64."""

COUNTRIES = (
    ("US",) * 30 + ("CA",) * 4 + ("GB",) * 5 + ("DE",) * 5 + tuple("FR NL AT CH SE ES IN AU BR MX SG JP".split())
)
INDUSTRIES = (
    *("Software",) * 5, *("Manufacturing",) * 3, *("Financial Services",) * 3, *("Healthcare",) * 3,
    *("Retail",) * 3, "Logistics", "Education", "Real Estate", "Nonprofit", "Government",
)  # fmt: skip
JOB_TITLES = (
    "CEO", "Founder & CEO", "CTO", "CIO", "Chief Revenue Officer", "VP Sales", "VP, Marketing",
    "Vice President of Operations", "SVP Revenue", "Sales Director", "Director of Sales Operations", "Head of Growth",
    "Marketing Director", "Sales Manager", "Marketing Manager", "CRM Manager", "Office Manager", "IT Manager",
    "Account Executive", "Sales Operations Analyst", "Marketing Specialist", "Business Analyst", "Consultant",
    "Systems Administrator", "Student", "Intern, Marketing", "Professor", "Freelancer",
)  # fmt: skip
FREE_MAIL = ("freemail.example", "inboxly.example", "PostBox.example")
COMPETITORS = ("rivalcrm.example", "pipelinehub.example", "salesorbit.example")
SOURCES = ("organic", "organic", "paid search", "paid social", "referral", "partner", "event", "bought list")
NEEDS = ("now", "this quarter", "this year", "just looking")
BUDGETS = (0, 500, 2_000, 5_000, 12_000, 25_000, 60_000, 150_000)

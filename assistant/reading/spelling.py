"""Typing mistakes: the word that was probably meant, if there is just one that near."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from .mistyped import beside_number
from .tokens import Token

_COMMON: Final = frozenset(
    """about above across after again against along already although among another around avenue aware away back
    because before behind below beside better between beyond board born both bring build built came cannot card
    care carry catch cause chair chance change charge cheap child choice city class clean clear close closed
    cloud clouds coast cold come common contest contents continue control cost costs costumer could council
    county course cover create created credit daily data date dates deal dear death decide deep detail details
    device did direct directory does doing door doubt down draft draw drive drop during each early east easy
    edge effect either else employer employed end engine enough enter even ever every exact except expect expert
    face fact factor fair fall false fame family far farm fast father favor field fifth fight figure final
    finally find fine fire first five fixed fleet flow focus follow food force foreign formal format former
    forth forward found four frame free fresh front full fund further game gave general gentle glass goal goes
    going gold gone good grant great green ground group growth guess half hand hands happen happy hard have head
    health hear heart heavy held hello help hence here high hold home hope host hour house however huge human
    idea impact inside into issue item items just keep kept kind kinds king know known label labour lack land
    large last late later laugh launch lawyer layer learn least leave left length less level life light like
    limit line link list listed lists little live local long loss lost love lower made main major make making
    many mark market marks match matter mean means meant member mention mentions method middle mind minor minute
    miss mode model modern moment money month more most mother mouth mouths move much must name narrow nature
    near need never news next night none normal north note nothing notice number object occur offer office often
    once only onto opera option other ought ours outer over owned pace pack paid paint pair panel paper parent
    park part parts party pass past path pause peace people perhaps period phase phone photo pick piece place
    plain plan plane planet plant plate play player please point points poll pool poor port pose posed post
    posts pound power present press pretty prime print printed printer printing prior private prize probe
    process produce proof proper proud prove provide public pull push quality quarter queen question quick quiet
    quite quote race radio raise range rather rating ready real really reason record reduce region regret relate
    remain remote remove rent report rest result resort retain return revenge review reward rich right ring rise
    risk river road rock role room root rough round route rule safe safety sake sale sales salt same sample save
    scale scene school science search season seat second secret section sector secure seem self sell send senior
    sense series serious serve service seven sever severe shape share sharp sheet shift ship shirt shoes short
    should shown side sight simple single sister size skill sleep slight slow small smart smile social soft
    solid some song sort sound source south space speak special speed spend spent spirit sport spring square
    staff stage stand standard state statement station stay steel step still stock stone store storm story
    street strong stuff style such sugar suit summer sure surface switch system table take taken talk tall
    target task taste taught teach tell term test thank that them theme then theory there these thick thin thing
    think third those though thought three through throw thus tick tight till time tired title today together
    told tone took topic total touch tour toward town track trade traffic trail train travel treat tree trend
    trick trip trouble truck true trust truth turn twice type under unit united until upon upper urban used user
    usual value various vary vast very video view viewed virus visual voice vote wage wages wait walk wall want
    warm watch water wave ways weak wealth weapon wear weather weight well went were west what wheel where which
    while white whole whose wide wife wild will wind window winter wise wish within without woman wonder wood
    word work worker world worry worth would write wrong year yellow yesterday yield young your zone agent
    agents mailbox resident partner partners tested testing leading loading dealing reading heading industrial
    analytics clicking software hardware firmware platform enterprise enterprises strategy manage managed
    managing management manages marketing""".split()
)
"""Words that are right as they are, though something is near."""

_NEAR: Final = frozenset(
    """accent accented accents acceptable accepter accessing accounted activities adder additionally additions
    addressed adjustments advertise analyse analyses analysis appending ascending asian assent assert asserts assess
    assistance authoring authorize backing baked bases beings biased booting bounded bounding brought browser
    browsers budgets calculate calculated calculates calculation calculations caller camel cards cartes cased causes
    cease ceases cells channel channels chaos chapter charter cheat checker checkin chemical chime churn clever
    client clients clinic clock clocks cname coarse codes coding collected collecting collection college combs
    commence comms compacting comparision compete competing competition completely completer completers completion
    completions complevel complexes complying compositor comps computing conception condensation conftests
    connections connector connectors consent consented consents conservation const constructing constructions
    constructor consulting contacting contained contention context contexts contract contracted contraction
    contracts convention conventions conversational conversion conversions converted converting coordinate
    coordinates coordination cores corrected correcting correction council counter counts courier court cpart
    creates criterion crops cross culling currently customary cutter dealer debtor decisions deduce delay delays
    deleveled deliveries demonstrating deposit depth derby detectors developed devices difference differently
    differing dinner direction directions directories downgraded draft educational emulation enlargement ether
    exceeding exclusion executing execution executions exit expire expired exploding export fails falling falls
    featured ffill filed files filler fillx filly finances fires fiscal flood folds forms forum freed frees
    frequency functional functions geographic givens gives grace grade graded grader grades grants grave greet guest
    guests guided handy hangs healthlake healthy heaps hetrd hints hiring hotel imitation indication indications
    individually influence influenced influences informatik informational informative initiation injective insisting
    integrating integrator integrators inter interacted interaction interactions intercepted interests internals
    interp interpn interps intersected inventing inverting invocation invocations invoice isreal iteration
    iterations joiner joint joints justo kitty lasti lasts lats leader leaders leafs leaks lender letter letters
    limits linearity loader loads locate locates locations locked locking locks logger logic logistic logit logits
    logos logsf longs looped looping loops macro mailer manual margin marked marker markers marshal marshalled
    master matter maxes maximums maxls median melting mentor menus meter method minimums minors mixing mobile motor
    multipage multiples multiplied multiplier multiplies multiply named names native newer nicer niter novel numbers
    office older online opener operation operations ordering organizational originally originals originate outlet
    overt paged paints panel panes parking paste patch patent pats paying pearson personally phony photo pilot
    pipeline plants policy portal positional positioned positions poster precedent previously primed primes prince
    principal principle principled principles prints prior processor processors producers produces profit profits
    prompt prone provider providers provides qualifier qualifiers qualifies quarterly quest quota quotas quoter
    raised rating reader readings realm reapplies reaps reduction refcycle reflected reflecting reflection refund
    regarding region regions registrar rejections relied relies reloading relying removed remover removes renewal
    rental repair repeating replacing replay replaying reporters requoting resale resetting resistant respected
    respecting responder responsive retention retire retried revenge reverting revise rewired rises rising rolls
    router rules salts samba sames saturated saves scales scheduler scope scopes scored scout search seeding seeds
    seeking seeks seems segmented segments sensor separable separated separately separates separator server shade
    shaded shades shame shaped shapes shard shards sharex sharey shell sides signal signed signum simulated sized
    smarts social sourced sources spaced spacer spaces spart spawn specialised specialize spring ssize staged stages
    stall stands starred stars startind startline stating status stays stiff stormy strand strat strike studied
    submit submitter subscript subscripted subscripting subscripts subsetted subsetting subtracted subtracts
    successes successor suited suits summit supply supported supports surname systemd tacked tacks taking targets
    tasks teaches teams templated tender tested theirs theme thisx thousands ticket tiers tiger timed timers titled
    torch tracker trader trailer trails trained trainer transformation travels triad turds turns tutor twine undef
    unicon unions uniques unsubscripted update usages vacant valid vendor vendors venue vertically veteran video
    viewer viewers visa vista visual wallet watcher watchers weekly wester wherever width wording words workings
    writer yours""".split()
)
"""English words that are one or two letters away from a word that has a meaning here."""

_SHORTEST: Final = 4


def corrected(
    tokens: Sequence[Token],
    known: frozenset[str],
    stems: Mapping[str, str],
    kept: frozenset[str] = frozenset(),
) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """The tokens with mistaken words put right, and a sentence for each: `read “pricng” as “pricing”`.

    ``known``: all words that have a meaning here; ``stems``: word → what its forms have in common, so that two forms of
    a word are one. ``kept``: words that are right as they are, and that nothing is taken for.
    """
    found: list[Token] = []
    notes: dict[str, None] = {}
    for i, t in enumerate(tokens):
        better = None if t.text in kept or t.text in known else beside_number(tokens, i)
        if better is None and t.text not in kept:
            better = _better(t, i == 0, known, stems)
        if better is None:
            found.append(t)
            continue
        notes[f"read “{t.raw}” as “{better}”"] = None
        found.append(replace(t, text=better, raw=better))
    return tuple(found), tuple(notes)


def _better(t: Token, is_first: bool, known: frozenset[str], stems: Mapping[str, str]) -> str | None:
    word = t.text
    if (
        t.kind != "word"
        or len(word) < _SHORTEST
        or word in known
        or word in _COMMON
        or word in _NEAR
        or not word.isascii()
    ):
        return None
    if t.raw.isupper() or (t.raw[:1].isupper() and not is_first) or not t.raw[1:].islower():
        return None
    return _nearest(word, known, stems)


def _nearest(word: str, known: Iterable[str], stems: Mapping[str, str]) -> str | None:
    best: list[str] = []
    best_distance = 3
    limit = 2 if len(word) >= 9 else 1
    for candidate in known:
        if abs(len(candidate) - len(word)) > limit or len(candidate) < _SHORTEST or candidate[0] != word[0]:
            continue
        d = distance(word, candidate, limit)
        if len(word) == _SHORTEST and (sorted(candidate) != sorted(word) or d > 1):
            continue
        if d <= limit and d <= best_distance:
            best = [candidate] if d < best_distance else [*best, candidate]
            best_distance = d
    meanings = {stems.get(b, b) for b in best}
    if len(meanings) != 1 or any(_is_form_of(word, b) for b in best):
        return None
    return min(best, key=lambda b: (abs(len(b) - len(word)), b))


def _is_form_of(word: str, other: str) -> bool:
    """Whether it may be another form of the same word: "channels" is no mistaken "channel"."""
    shared = word.removesuffix("s").removesuffix("e").removesuffix("ed").removesuffix("ing").removesuffix("er")
    return (
        len(shared) > 3
        and other.startswith(shared)
        and other[len(shared) :] in _ENDINGS
        and word[len(shared) :] in _ENDINGS
    )


_ENDINGS: Final = ("", "s", "e", "es", "ed", "d", "er", "ers", "ing", "ings", "ion", "ions", "or", "ors")


@lru_cache(maxsize=20_000)
def distance(a: str, b: str, limit: int) -> int:
    """Letters to be left out, put in, changed or swapped with their neighbour; more than ``limit`` is ``limit`` + 1.

    >>> distance("dyas", "days", 2), distance("pricng", "pricing", 2)
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)

"""The words that the offline drafter itself understands, for spelling."""

from typing import Final

OWN_WORDS: Final = frozenset(
    """days weeks month months hours quarter quarters year years fortnight last past previous within during every each
    once twice times least more than over under above below between fewer less greater exactly minimum maximum
    points point score scores worth deduct subtract remove disqualify disqualified exclude excluded excluding
    exclusions employees employee headcount revenue company companies industry country countries title titles
    director directors manager managers president chief founder owner marketing qualified sales accepted segment
    grade competitor competitors student students intern interns domain domains personal business address addresses
    outside unless without never activity inactive decay decays decaying fade fades fading halve halves halved
    halving losing dropping expire expiring lapse happened apiece altogether expires capped limit either following
    criteria then followed unique different distinct separate website pricing whitepaper webinar software visited
    attended downloaded requested submitted registered unsubscribed opened clicked enterprise market based located
    software financial services healthcare manufacturing education retail recently lately several frequently
    regularly multiple engaged interested active senior leadership decision makers somebody someone anybody anyone
    person people leads visitors million thousand billion linearly otherwise minus plus additional award awarded
    people demo when with from this that week contains contain containing mentions mention includes include
    university universities provider providers attending registering downloading""".split()
)

SPOKEN: Final = frozenset(
    """apiece pop nets netting shave shaves shaved knock knocks docks dock forfeit forfeits ceiling tops topped
    topping maxed maxes maxing flat one-off expiry expiration validity worthless vanish vanishes lapses
    depreciates depreciation erodes degrades degrade cools half tenth twentieth fifth daily weekly monthly
    quarterly dq dqs dqed disq kick kicked toss tossed bin binned junk ban banned barred barring knockout boot
    ineligible unqualified suppress suppressed blacklist blacklisted weed screen screened ruled rule strip
    excepting spare spares period please regardless tack chuck throw thrown stick carry carries contribute
    contributes counted counting occurrence occurrences valued weighted credited rewarded earns earn win wins
    dings ding cut cuts double twice triple thrice shelf life lifetime boost boosts boosted boosting
    downweight upweight deprioritize deprioritise prioritize prioritise demote demotes downgrade upgrade favor
    favour rank ranks weigh weighs weight weights penalise penalize penalised penalized penalty penalties
    dormant stale unresponsive disengaged lapsed quiet silent decent proper relevant suitable appropriate
    genuine regular frequent loyal returning heavy keen strong ideal first second third last band bands tier
    tiers letter letters grades grading cold warm hot handed""".split()
)
"""Words that are right as they are, and that nothing is taken for."""

"""A site that nobody runs: dumps with stories and a template that no lexicon knows, and the role of every line.

Every sentence of a story is made of parts, so that no two pages say the same by chance. What they do share is what real
sites share, and each is a trap for whoever counts lines: a story that was published on several pages, a paragraph of
background that many stories quote, standfirsts that stand as teasers on the other pages.
"""

from __future__ import annotations

import random

from attrs import frozen

__all__ = ["MadeUpPage", "made_up_site"]

_PEOPLE = "Ada Brandt,Jon Eide,Rosa Lindt,Per Vik,Hanna Lund,Ivo Marsh,Mina Sol,Tor Hagen,Lise Kvam,Odd Ferrin".split(
    ","
)
_PLACES = "Osk,Upper Teal,Verrin,Tellmark,Harsum,Kelm Sound,Alt-Wenden,Brask,Nordal,Pell Bay,Quarn,Sorvik".split(",")
_WHO = (
    "the harbour office,the river board,a farmer,the school council,the bridge keeper,a retired pilot,the mayor,"
    "two engineers,the fire brigade,a baker,the museum,the parish,a group of pupils,the water works,a judge"
).split(",")
_DID = (
    "repaired,painted,sold,inspected,closed,opened,measured,flooded,rebuilt,moved,photographed,rented,lost,found,"
    "defended,cleaned,voted against,paid for,complained about,borrowed"
).split(",")
_WHAT = (
    "the old sluice,a wooden pier,the ferry landing,three lamp posts,the town archive,a stone bridge,the weather mast,"
    "a row of sheds,the swimming hall,the tide gauge,a herd of sheep,the library roof,an empty mill,the signal tower"
).split(",")
_WHY = (
    "because the ice came early,after a storm from the west,although nobody had asked for it,before the council could "
    "meet,since the money had been set aside,while the pumps were still running,as the contract demands it,for the "
    "third time in a decade,despite a warning from the county,so that the children can cross in winter"
).split(",")
_WHEN = "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday,last week,in March,in late autumn".split(",")

# Nothing of it is in the lexicon: labels, sentences, and lines with other numbers and names on each page.
_ABOVE = (
    "Kelmwatch",
    "Quayside",
    "Lanes and Fields",
    "Tide and Timber",
    "The Ledger Room",
    "Deckhands' Corner",
    "High water at Kelm today: {clock} and {clock}",
)
_BEFORE_STORY = (
    "Set in type by {person} of the night desk",
    "A cup of coffee and {number} breaths long",
)
_INSIDE = (
    "Keep wandering down the quay",
    "What the gulls say about it",
    "Our reporters walk every street of Kelm on foot, in any weather, so that nobody else has to.",
)
_BELOW = (
    "Every evening at six the Kelmwatch bell rings in your pocket, with five stories and one knot to learn.",
    "Found a crooked word? Knock three times on the door of the ledger room and ask for the night desk.",
    "{number} neighbours have left a pebble here",
    "From the same boathouse",
)
_FOOT = (
    "Printed with salt water in Kelm",
    "Harbour steps, third door, blue bell",
    "The gulls own nothing of what stands here, and neither do the pigeons of the upper town.",
)
_BACKGROUND = (
    "The sound has been closed to large ships since the winter of 2019, when a tanker ran aground off Pell Bay and the "
    "county ordered new charts."
)
#: Pages that carry the one story that was published again and again, and pages with a background paragraph, of 200.
_REPUBLISHED, _WITH_BACKGROUND = 6, 20
_TEASERS = 4


@frozen
class MadeUpPage:
    """One page.

    Attributes:
        text: The dump.
        story: The lines of its story, headline left out.
        template: The lines of the template.
        teasers: The lines that tell of other stories.
        title: Its headline.
    """

    text: str
    story: tuple[str, ...]
    template: tuple[str, ...]
    teasers: tuple[str, ...]
    title: str


@frozen
class _Story:
    title: str
    standfirst: str
    paragraphs: tuple[str, ...]


def made_up_site(pages: int = 200, *, seed: int = 1) -> list[MadeUpPage]:
    """The pages of a site; the same for the same ``seed``.

    Of 200 pages, six have the same story (one in 33, whatever the number), and twenty quote a paragraph of background.
    """
    chance = random.Random(seed)
    stories = [_story(chance, with_background=number % 10 == 3) for number in range(pages)]
    again = pages * _REPUBLISHED // 200
    stories[:again] = [stories[0]] * again
    front = stories[-_TEASERS:]
    return [_page(chance, story, front) for story in stories]


def _sentence(chance: random.Random) -> str:
    who, did, what, why = (chance.choice(part) for part in (_WHO, _DID, _WHAT, _WHY))
    place, when, number = chance.choice(_PLACES), chance.choice(_WHEN), chance.randint(3, 990)
    forms = (
        f"{who.capitalize()} in {place} {did} {what} {why}, and {number} people watched.",
        f"On {when} {who} {did} {what} near {place} {why}.",
        f"“We have waited {number} days,” said {chance.choice(_PEOPLE)}, whose family {did} {what} {why}.",
        f"{number} metres from {place}, {who} {did} {what} {why}.",
    )
    return chance.choice(forms)


def _story(chance: random.Random, *, with_background: bool) -> _Story:
    who, did, what = (chance.choice(part) for part in (_WHO, _DID, _WHAT))
    title = f"{who.capitalize()} of {chance.choice(_PLACES)} {did} {what}"
    paragraphs = [
        " ".join(_sentence(chance) for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(3, 14))
    ]
    if with_background:
        paragraphs.insert(2, _BACKGROUND)
    return _Story(title, _sentence(chance), tuple(paragraphs))


def _page(chance: random.Random, story: _Story, front: list[_Story]) -> MadeUpPage:
    template: list[str] = []

    def filled(lines: tuple[str, ...]) -> list[str]:
        values = {
            "clock": f"{chance.randint(0, 23)}:{chance.randint(0, 59):02}",
            "person": chance.choice(_PEOPLE),
            "number": str(chance.randint(2, 99)),
        }
        found = [line.format(**values) for line in lines]
        template.extend(found)
        return found

    body = [story.standfirst, *story.paragraphs]
    lines = [*filled(_ABOVE), story.title, *filled(_BEFORE_STORY), body[0]]
    inside = filled(_INSIDE)
    places = sorted(chance.sample(range(1, len(body)), min(len(inside), len(body) - 1)))
    template = [line for line in template if line not in inside[len(places) :]]
    for number, paragraph in enumerate(body[1:], start=1):
        if number in places:
            lines.append(inside[places.index(number)])
        lines.append(paragraph)
    lines += filled(_BELOW)
    teasers = [line for other in front if other is not story for line in (other.title, other.standfirst)]
    lines += [*teasers, *filled(_FOOT)]
    return MadeUpPage("\n".join(lines) + "\n", tuple(body), tuple(template), tuple(teasers), story.title)

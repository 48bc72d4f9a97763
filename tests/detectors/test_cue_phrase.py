"""Phrases of the lexicon as votes: first the blocks that get none, then what each kind of phrase says.

That every row of the lexicon hits what it should is tested with the lexicon; here it is what becomes of the hits.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.blocks import Blocks
from newsclean.detectors.cue_phrase import cue_phrase
from newsclean.lexicon import CueHit, fold
from newsclean.model import Dump, Evidence, Role

from .dumps import PROSE, STORY, STORY_IN, blocks_of, told, votes


def vote_on(line: str, language: str = "en", role: Role | None = None) -> Evidence:
    """The strongest vote on a line that stands alone, of ``role`` if given."""
    found = [vote for vote in votes(cue_phrase, line, language) if role is None or vote.role is role]
    return max(found, key=lambda vote: vote.weight)


KEEPS = [
    # Sentences that begin like labels.
    ("en", "Read more books, the minister told pupils on Friday."),
    ("en", "Share prices fell by a tenth on Monday, and the bank had no word for it."),
    ("en", "Comments by the mayor had angered the fishermen for weeks."),
    ("en", "Advertisement was forbidden on the island until the war."),
    ("en", "Cookies and tea were handed out to those who waited on the quay."),
    ("en", "Close to the harbour stands a house without a door."),
    ("de", "Teilen wollten die Brüder das Haus nicht, sagte der Notar."),
    ("de", "Tag der offenen Tür"),
    ("fr", "Partager la maison ne leur plaisait pas, dit le notaire."),
    ("es", "Compartir la casa no les gustaba, dijo el notario."),
    ("ru", "Поделиться домом братья не захотели, сказал нотариус."),
    # Sentences in which somebody says what a label says.
    ("en", "Sign up for our crew, she told the sailors, and you will see the world."),
    ("en", "“Sign up for our newsletter and you will see the world”, the old poster had promised."),
    ("en", "Sign up for our newsletter, he added, and you will see the world."),
    ("en", "Sign up for our newsletter and see the world, added the captain of the ferry."),
    ("de", "Abonnieren Sie unseren Newsletter, sagte er den Matrosen, und niemand lachte."),
    ("fr", "« Abonnez-vous à notre newsletter », a lancé le capitaine à son équipage."),
    ("es", "—Suscríbete a nuestro boletín —dijo el capitán, y nadie contestó."),
    ("it", "Iscriviti alla nostra newsletter, ha detto venerdì il capitano all'equipaggio."),
    ("nl", "Schrijf je in voor onze nieuwsbrief, riep de gids, en de kinderen renden weg."),
    ("pt", "Assine nossa newsletter, disse o capitão à tripulação, e ninguém protestou."),
    ("ru", "Подпишитесь на нашу рассылку, — сказал капитан команде, и никто не возразил."),
    ("tr", "“Bültenimize abone olun” diye bağırdı rehber ve çocuklar koşmaya başladı."),
    ("pl", "Zapisz się do newslettera, mówiła marynarzom, a zobaczysz świat."),
    ("ja", "アカウントをお持ちですか、と船長は金曜日に乗組員に語り、誰も反対しなかった。"),
    ("zh", "“打开微信扫一扫”，船长周五对船员们说，船上没有人反对。"),
    # Facts: they are read by detectors of their own.
    ("en", "By Jane Doe"),
    ("en", "Published: 3 May 2024"),
    ("en", "Tags: harbour, ferry"),
    ("en", "Photo: Harbour Office"),
    ("en", "Reuters"),
    ("de", "Veröffentlicht am 3. Mai 2024"),
    ("zh", "更新时间：2024年5月3日"),
    # Parts of teasers: they mean something only beside others.
    ("en", "4 min read"),
    ("en", "2 hours ago"),
    ("en", "News Analysis"),
    ("de", "Vor einer Stunde"),
]


@pytest.mark.parametrize(("language", "line"), KEEPS)
def test_no_vote_falls_on(language: str, line: str) -> None:
    assert told(cue_phrase, line, language) == []


STILL_PLEAS = [
    ("en", "Sign up for our newsletter, and never miss a story again."),
    ("en", "Subscribe now, and support those who tell your stories."),
    ("en", "Sign up for our newsletter and get the best of the week, added value included."),
    ("en", "Subscribe now for full access, with added benefits for members."),
    ("en", "“All that the harbour talks about, in five minutes”: sign up for our newsletter to read it every day."),
    ("en", "“Osk Daily”: sign up for our newsletter to read it at breakfast every day."),
    ("de", "Abonnieren Sie unseren Newsletter, und Sie bleiben immer auf dem Laufenden."),
    ("nl", "Schrijf je in voor onze nieuwsbrief, want dit wil je niet missen, elke dag weer."),
    ("fr", "Abonnez-vous à notre newsletter et recevez chaque matin, avec le café, sa sélection d'articles."),
    ("nl", "“Dit artikel is alleen voor abonnees”, en wie lid wordt leest gratis mee."),
    ("zh", "打开微信“扫一扫”，关注我们的使用说明和最新消息。"),
    ("ja", "アカウントをお持ちの方は、ログインすると続きをお読みいただけます。"),
]


@pytest.mark.parametrize(("language", "line"), STILL_PLEAS)
def test_a_plea_that_nobody_tells_is_one(language: str, line: str) -> None:
    assert told(cue_phrase, line, language)


def test_the_verbs_of_telling_are_folded_sorted_and_given_once() -> None:
    data = tomllib.loads((files("newsclean") / "detectors" / "telling.toml").read_text("utf-8"))
    for verbs in (
        *data["words"].values(),
        *data["unspaced"].values(),
        *data["unspaced_not"].values(),
        *data["before_things"].values(),
    ):
        assert verbs == sorted({fold(verb) for verb in verbs})
    assert list(data["words"]) == sorted(data["words"])


@pytest.mark.parametrize("language", STORY_IN)
def test_no_vote_falls_on_a_story(language: str) -> None:
    assert told(cue_phrase, "\n".join(STORY_IN[language]), language) == []


FINDS = [
    ("en", "Skip to content", Role.NAVIGATION, None),
    ("en", "Sign in", Role.ACCOUNT, None),
    ("en", "Close", Role.INTERFACE, None),
    ("en", "arrow_back", Role.INTERFACE, "icon"),
    ("en", "Share", Role.SHARE, None),
    ("en", "Copy link", Role.SHARE, None),
    ("en", "Share this story with your friends", Role.SHARE, None),
    ("en", "Read more", Role.READ_MORE, None),
    ("en", "Related stories", Role.RELATED, "heading"),
    ("en", "Continue reading", Role.EXPANDER, None),
    ("en", "Subscribe to our newsletter", Role.PROMOTION, "heading"),
    ("en", "Advertisement", Role.ADVERT, None),
    ("en", "We use cookies to improve our website.", Role.CONSENT, None),
    ("en", "Leave a comment", Role.COMMENTS, "heading"),
    ("en", "Listen to this article", Role.MEDIA, None),
    ("en", "All rights reserved.", Role.LEGAL, None),
    ("de", "Anzeige", Role.ADVERT, None),
    ("fr", "Publicité", Role.ADVERT, None),
    ("es", "Publicidad", Role.ADVERT, None),
    ("it", "Pubblicità", Role.ADVERT, None),
    ("nl", "Advertentie", Role.ADVERT, None),
    ("sv", "Annons", Role.ADVERT, None),
    ("pl", "Reklama", Role.ADVERT, None),
    ("ru", "Реклама", Role.ADVERT, None),
    ("el", "Διαφήμιση", Role.ADVERT, None),
    ("ar", "إعلان", Role.ADVERT, None),
    ("he", "פרסומת", Role.ADVERT, None),
    ("hi", "विज्ञापन", Role.ADVERT, None),
    ("zh", "广告", Role.ADVERT, None),
    ("ja", "広告", Role.ADVERT, None),
    ("ko", "광고", Role.ADVERT, None),
    ("de", "Teilen", Role.SHARE, None),
    ("fr", "Partager", Role.SHARE, None),
    ("es", "Compartir", Role.SHARE, None),
    ("ru", "Поделиться", Role.SHARE, None),
    ("ar", "مشاركة", Role.SHARE, None),
    ("ja", "共有する", Role.SHARE, None),
]


@pytest.mark.parametrize(("language", "line", "role", "part"), FINDS, ids=[row[1] for row in FINDS])
def test_a_phrase_says_what_its_line_is(language: str, line: str, role: Role, part: str | None) -> None:
    found = vote_on(line, language)
    assert (found.role, found.part, found.value) == (role, part, ())
    assert found.weight >= 2.5
    assert found.whole is None


HEADLINES = [
    ("en", "Read more: Storm closes schools", "Storm closes schools"),
    ("en", "Also read: Old lock opens again in June", "Old lock opens again in June"),
    ("en", "ALSO READ | Storm closes schools", "Storm closes schools"),
    ("en", "Read more about the strike that stopped the north", "the strike that stopped the north"),
    ("en", "Read more: Storm closes schools »", "Storm closes schools"),
    ("en", "(Read more: Storm closes schools)", "Storm closes schools"),
    ("en", "[Read more: Storm closes schools]", "Storm closes schools"),
    ("en", "Read more: Storm closes schools (again)", "Storm closes schools (again)"),
    ("en", "Read more: “Storm closes schools”", "“Storm closes schools”"),
    ("de", "Lesen Sie auch: Alte Schleuse öffnet im Juni wieder", "Alte Schleuse öffnet im Juni wieder"),
    ("fr", "Lire aussi : La vieille écluse rouvre en juin", "La vieille écluse rouvre en juin"),
    ("es", "Lea también: La vieja esclusa reabre en junio", "La vieja esclusa reabre en junio"),
    ("pt", "Leia mais: Velha eclusa reabre em junho", "Velha eclusa reabre em junho"),
    ("ru", "Читайте также: Старый шлюз откроют в июне", "Старый шлюз откроют в июне"),
    ("zh", "延伸阅读：旧船闸将于六月重新开放", "旧船闸将于六月重新开放"),
]


@pytest.mark.parametrize(("language", "line", "headline"), HEADLINES, ids=[row[1] for row in HEADLINES])
def test_the_headline_behind_the_phrase_is_kept(language: str, line: str, headline: str) -> None:
    found = vote_on(line, language, Role.READ_MORE)
    assert (found.part, found.value) == ("headline", (headline,))


NO_HEADLINES = [
    ("en", "Read more"),
    ("en", "Read more:"),
    ("en", "See also:"),
    ("en", "Storm closes schools, read more here"),
    ("en", "The north is shut; click here to read more about it."),
    ("tr", "Haberin devamı için tıklayın"),
    ("pl", "Więcej przeczytasz w naszym artykule."),
]


@pytest.mark.parametrize(("language", "line"), NO_HEADLINES)
def test_a_line_that_points_elsewhere_without_a_headline_has_no_value(language: str, line: str) -> None:
    found = vote_on(line, language, Role.READ_MORE)
    assert (found.part, found.value) == (None, ())


def test_only_links_to_other_stories_have_a_value() -> None:
    assert vote_on("Share this story with your friends").value == ()


LINKS = [
    # A label is no sentence; a sentence that its author wrote is doubted half as much.
    ("Click here to see how the bridge was built, stone by stone.", 0.5),
    ("Click here to see how the bridge was built, stone by stone", 1.0),
    ("Click here to see how the bridge was built, stone by stone …", 1.0),
    ("Click here to see the bridge.", 1.0),
    # A colon is no sentence's beginning.
    ("Read more: how the bridge was built, stone by stone, in the nine years of the war.", 1.0),
]


@pytest.mark.parametrize(("line", "share"), LINKS)
def test_a_link_that_reads_like_prose_is_doubted_half_as_much(line: str, share: float) -> None:
    blocks = blocks_of(line, "en")
    full = max(hit.weight for hit in blocks.cues[0] if hit.role is Role.READ_MORE)
    assert max(vote.weight for vote in cue_phrase(blocks.dump, blocks)) == share * full


GLUED = [
    ("en", "READ NEXT: Old lock opens", STORY_IN["en"][1]),
    ("de", "Lesen Sie auch: Alte Schleuse öffnet", STORY_IN["de"][1]),
    ("pt", "LEIA MAIS: Reabre a velha eclusa", STORY_IN["es"][1]),
    ("ru", "ЧИТАЙТЕ ТАКЖЕ: Старый шлюз открыт", STORY_IN["ru"][1]),
    ("ar", "اقرأ أيضا: افتتاح الهويس القديم", STORY_IN["ar"][1]),
    ("zh", "相关阅读：旧船闸重新开放", STORY_IN["zh"][1]),
]


@pytest.mark.parametrize(("language", "link", "paragraph"), GLUED, ids=[row[0] for row in GLUED])
def test_a_paragraph_that_is_glued_to_a_headline_is_hardly_doubted(language: str, link: str, paragraph: str) -> None:
    glued = vote_on(f"{link} {paragraph}", language, Role.READ_MORE).weight
    assert glued < 1.5 < vote_on(link, language, Role.READ_MORE).weight


def test_a_short_sentence_that_is_glued_to_a_headline_is_hardly_doubted_in_a_page_of_one_line() -> None:
    glued = "Read next: Old lock opens The island pays for it."
    story = " ".join(STORY_IN["en"])
    page = blocks_of(f"Home News Sport Weather Sign in {story} {glued} {story} Terms of use Privacy policy", "en")
    texts = {page.span(number): text for number, text in enumerate(page.texts)}
    weights = {texts[vote.span]: vote.weight for vote in cue_phrase(page.dump, page)}
    assert weights[glued] < 1.5 < vote_on(glued, "en", Role.READ_MORE).weight


def test_prose_that_is_no_link_is_doubted_in_full() -> None:
    notice = "This story may not be published, broadcast or rewritten, and all rights reserved are those of the paper."
    blocks = blocks_of(notice, "en")
    assert vote_on(notice).weight == max(hit.weight for hit in blocks.cues[0])


HOW = [
    ("Advertisement", "is “Advertisement”", "lexicon.en.advert"),
    ("Read more: Storm closes schools", "starts with “Read more:”", "lexicon.en.read_more"),
    ("Share this story with your friends", "opens with “Share this story”", "lexicon.en.share"),
    ("Storm closes schools, read more here", "ends with “Read more here”", "lexicon.en.read_more"),
    ("We use cookies to improve our website.", "contains “cookies to improve”", "lexicon.en.consent"),
]


@pytest.mark.parametrize(("line", "reason", "rule"), HOW)
def test_the_reason_names_the_phrase_and_the_rule_its_row(line: str, reason: str, rule: str) -> None:
    found = vote_on(line)
    assert (found.reason, found.rule) == (reason, rule)


def test_every_hit_on_a_block_is_a_vote() -> None:
    lines = told(cue_phrase, f"{PROSE}\nSubscribe to our newsletter\n{STORY}", "en")
    assert {text for text, *_ in lines} == {"Subscribe to our newsletter"}
    assert {part for _, _, part, _ in lines} == {"heading", None}


@pytest.mark.parametrize("role", [Role.BYLINE, Role.DATE, Role.TAGS, Role.CAPTION, Role.CREDIT])
def test_a_hit_for_a_fact_is_no_vote_however_strong(role: Role) -> None:
    hit = CueHit(role, 0, 5, "is", None, 9.0, "lexicon.en.some", "Ferry")
    blocks = Blocks(Dump("Ferry"), [0], [5], ["Ferry"], ["ferry"], [0], [False], "en", {0: (hit,)})
    assert list(cue_phrase(blocks.dump, blocks)) == []


LINES = [row[1] for row in FINDS] + [row[1] for row in HEADLINES] + [row[1] for row in KEEPS]


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6))
def test_every_vote_covers_its_block_and_every_value_stands_there(lines: list[str]) -> None:
    blocks = blocks_of("\n\n".join(lines))
    for vote in cue_phrase(blocks.dump, blocks):
        number = blocks.starts.index(vote.span.start)
        assert vote.span == blocks.span(number)
        assert all(value and value in blocks.texts[number] for value in vote.value)


def test_votes_are_had_one_by_one_and_in_slices() -> None:
    blocks = blocks_of("Log in\nShare\nSign up")
    found = cue_phrase(blocks.dump, blocks)
    assert found[1:] == list(found)[1:] == [found[1], found[2]]


ENDINGS = [
    ("en", "© 2024 Osk Courier"),
    ("en", "All rights reserved."),
    ("en", "Subscribe to our newsletter."),
    ("de", "Alle Rechte vorbehalten."),
    ("ru", "Все права защищены."),
]


@pytest.mark.parametrize(("language", "phrase"), ENDINGS)
def test_a_phrase_at_the_end_of_a_paragraph_hardly_speaks_for_the_sentences_before_it(
    language: str, phrase: str
) -> None:
    paragraph = STORY_IN[language][0]
    alone = vote_on(phrase, language)
    behind = vote_on(f"{paragraph} {phrase}", language, alone.role)
    assert behind.weight == pytest.approx(alone.weight * len(phrase) / len(f"{paragraph} {phrase}"), rel=0.5)
    # Behind a label it says what the line is.
    assert vote_on(f"Osk Courier. {phrase}", language, alone.role).weight > 2.0


@pytest.mark.parametrize("picture", "📲📱🔔📩📧💬")
def test_a_phrase_may_stand_behind_a_picture_of_what_it_asks_for(picture: str) -> None:
    assert vote_on(f"{picture} Follow us on WhatsApp").rule == vote_on("Follow us on WhatsApp").rule

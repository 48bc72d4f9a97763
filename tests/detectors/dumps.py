"""What one detector says of a dump, and stories to put around the lines that it is asked about."""

from __future__ import annotations

from newsclean.blocks import Blocks
from newsclean.detectors import Detector
from newsclean.lexicon import Lexicon
from newsclean.model import Dump, Evidence
from newsclean.segmentation import fold_white_space, segment
from newsclean.sources import read

__all__ = ["PROSE", "STORY", "STORY_IN", "Told", "blocks_of", "blocks_of_page", "told", "values", "votes"]

#: A block's text, the vote's role, its part and its value.
Told = tuple[str, str, str | None, tuple[str, ...]]

#: Two paragraphs of a story each; no name of a person stands in them.
STORY_IN = {
    "en": (
        "The ferry to the island sails again from Monday, the harbour office said after a storm of nine days.",
        "Two tugs had pulled the old ship from the rocks, and divers found no hole in its hull on Sunday morning.",
    ),
    "de": (
        "Die Fähre zur Insel fährt ab Montag wieder, wie das Hafenamt nach neun Tagen Sturm am Abend mitteilte.",
        "Zwei Schlepper hatten das alte Schiff von den Felsen gezogen, und Taucher fanden kein Loch im Rumpf.",
    ),
    "sw": (
        "Feri ya kisiwa itasafiri tena kuanzia Jumatatu, ofisi ya bandari ilisema baada ya dhoruba ya siku tisa.",
        "Meli mbili zilivuta ile ya zamani kutoka kwenye miamba, na wapiga mbizi hawakuona tundu lolote ndani yake.",
    ),
    "fr": (
        "Le bac de l'île reprend la mer lundi, a annoncé la capitainerie après neuf jours de tempête sur la côte.",
        "Deux remorqueurs avaient tiré le vieux navire des rochers, et les plongeurs n'ont trouvé aucun trou.",
    ),
    "es": (
        "El transbordador de la isla vuelve a navegar el lunes, informó la capitanía tras nueve días de temporal.",
        "Dos remolcadores sacaron el viejo barco de las rocas y los buzos no hallaron ningún agujero en el casco.",
    ),
    "it": (
        "Il traghetto per l'isola torna a navigare da lunedì, ha detto la capitaneria dopo nove giorni di burrasca.",
        "Due rimorchiatori avevano tirato la vecchia nave via dagli scogli e i sub non hanno trovato alcun foro.",
    ),
    "ro": (
        "Feribotul spre insulă circulă din nou de luni, a anunțat căpitănia după nouă zile de furtună pe mare.",
        "Două remorchere au tras nava veche de pe stânci, iar scafandrii nu au găsit nicio gaură în cocă.",
    ),
    "nl": (
        "De veerboot naar het eiland vaart vanaf maandag weer, meldde het havenkantoor na negen dagen storm.",
        "Twee sleepboten hadden het oude schip van de rotsen getrokken en duikers vonden geen gat in de romp.",
    ),
    "sv": (
        "Färjan till ön går igen från och med måndag, meddelade hamnkontoret efter nio dagar av storm på kusten.",
        "Två bogserbåtar hade dragit det gamla fartyget från klipporna, och dykarna fann inget hål i skrovet.",
    ),
    "pl": (
        "Prom na wyspę znów pływa od poniedziałku, podał kapitanat portu po dziewięciu dniach sztormu na wybrzeżu.",
        "Dwa holowniki ściągnęły stary statek ze skał, a nurkowie nie znaleźli w niedzielę dziury w kadłubie.",
    ),
    "ru": (
        "Паром на остров снова ходит с понедельника, сообщили в управлении порта после девяти дней шторма.",
        "Два буксира сняли старое судно с камней, и водолазы не нашли в воскресенье утром пробоин в корпусе.",
    ),
    "el": (
        "Το πλοίο για το νησί ταξιδεύει ξανά από τη Δευτέρα, ανακοίνωσε το λιμεναρχείο μετά από εννέα μέρες.",
        "Δύο ρυμουλκά τράβηξαν το παλιό σκάφος από τα βράχια και οι δύτες δεν βρήκαν τρύπα στο κύτος του πλοίου.",
    ),
    "id": (
        "Feri ke pulau itu berlayar lagi mulai hari Senin, kata kantor pelabuhan setelah badai selama sembilan hari.",
        "Dua kapal tunda telah menarik kapal tua itu dari karang, dan penyelam tidak menemukan lubang di lambungnya.",
    ),
    "sq": (
        "Trageti për në ishull niset sërish nga e hëna, njoftoi zyra e portit pas një stuhie prej nëntë ditësh.",
        "Dy rimorkiatorë e kishin tërhequr anijen e vjetër nga shkëmbinjtë dhe zhytësit nuk gjetën asnjë vrimë.",
    ),
    "ar": (
        "تعود العبارة إلى الإبحار نحو الجزيرة يوم الاثنين، بحسب ما أعلنت إدارة الميناء بعد تسعة أيام من العاصفة.",
        "وسحبت قاطرتان السفينة القديمة من فوق الصخور، ولم يعثر الغواصون على أي ثقب في هيكلها صباح الأحد الماضي.",
    ),
    "he": (
        "המעבורת לאי חוזרת להפליג ביום שני, כך הודיעה רשות הנמל לאחר תשעה ימים של סערה לאורך כל החוף המערבי.",
        "שתי גוררות משכו את הספינה הישנה מן הסלעים, והצוללנים לא מצאו שום חור בגוף שלה ביום ראשון בבוקר.",
    ),
    "hi": (
        "द्वीप की नौका सोमवार से फिर चलेगी, बंदरगाह कार्यालय ने नौ दिन के तूफान के बाद शाम को यह जानकारी दी।",
        "दो नावों ने पुराने जहाज को चट्टानों से खींचा और गोताखोरों को रविवार सुबह उसमें कोई छेद नहीं मिला।",
    ),
    "zh": (
        "开往小岛的渡轮将于周一恢复航行，港务处在持续九天的风暴过后表示，首班船上午八点从北码头开出。",
        "两艘拖船把旧船从礁石上拖了下来，潜水员周日上午没有在船身上发现任何破洞，修理只用了一天时间。",
    ),
    "ja": (
        "島へ渡る連絡船が月曜日から運航を再開する。港の事務所は九日間続いた嵐のあとでこのように発表した。",
        "二隻の曳船が古い船を岩場から引き離し、潜水士は日曜日の朝、船体に穴がないことを確かめたという。",
    ),
    "ko": (
        "섬으로 가는 여객선이 월요일부터 다시 다닌다고 항만 사무소가 아홉 날 동안 이어진 폭풍이 지난 뒤 밝혔다.",
        "예인선 두 척이 낡은 배를 바위에서 끌어냈고 잠수부들은 일요일 아침 선체에서 구멍을 찾지 못했다고 한다.",
    ),
}
STORY = "\n".join(STORY_IN["en"])
PROSE = STORY_IN["en"][0]


def blocks_of(text: str, language: str | None = None) -> Blocks:
    """The blocks that the detectors see, with the hits of the lexicon that comes with newsclean."""
    lexicon = Lexicon.load()
    blocks = segment(Dump(text, language=language), lexicon)
    blocks.language = language
    blocks.cues = lexicon.match(blocks.folded)
    return blocks


def blocks_of_page(html: str) -> Blocks:
    """The blocks of a page, as ``blocks_of`` has those of a text."""
    lexicon = Lexicon.load()
    blocks = segment(read({"html": html}, longest=10**6), lexicon)
    blocks.cues = lexicon.match(blocks.folded)
    return blocks


def votes(detector: Detector, text: str, language: str | None = None) -> list[Evidence]:
    blocks = blocks_of(text, language)
    return list(detector(blocks.dump, blocks))


def told(detector: Detector, text: str, language: str | None = None) -> list[Told]:
    """What the detector says, in its order: text, role, part and value of each vote."""
    return [
        (fold_white_space(text[vote.span.start : vote.span.end]), str(vote.role), vote.part, vote.value)
        for vote in votes(detector, text, language)
    ]


def values(detector: Detector, text: str, language: str | None = None) -> tuple[str, ...]:
    """All values of the detector's votes, in the order of the dump."""
    found = sorted(votes(detector, text, language), key=lambda vote: vote.span)
    return tuple(value for vote in found for value in vote.value)

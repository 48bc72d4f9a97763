"""Sentences in which somebody is told to do what a button says: "Sign up for our crew, she told the sailors."."""

from __future__ import annotations

__all__ = ["place_of_telling"]

# In words, behind the mark that ends what was said: ", the minister of education told pupils". Of the 434 paragraphs
# of the development pages (2026-11) that begin with a plea and end as a sentence does, none is told in this way.
_MOST_WORDS_BETWEEN = 5
# The same in characters, where words stand without blanks: ，船长周五对船员们说.
_MOST_CHARACTERS_BETWEEN = 16
# In words: what is quoted from end to end is no label in quotation marks.
_SHORTEST_QUOTATION = 8
_QUOTES = {'"': '"', "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』"}
_CLOSING = '"»«›」』'
_MARKS = (",", "!", "?", "…", "،", "、", *_CLOSING)
_AROUND_WORD = ".,;:!?…،。\"'()[]«»›‹「」『』-"
# Verbs of telling, folded, as reports print them behind what was said; by language. All are looked for at once, since
# a short dump does not say its language. Words that pleas have as well ("cuenta", "called") are left out.
_TELLING = {
    "en": "said says told tells asked asks added shouted yelled cried wrote writes explained explains announced "
    "replied warned urged promised insisted recalled joked advised whispered argued noted stated declared demanded",
    "de": "sagte sagt sagten erklärte erklärt erklärten erzählte berichtete rief riefen meinte meint schrieb forderte "
    "fordert betonte betont fügte antwortete fragte warnte warnt mahnte riet hieß erläuterte teilte scherzte",
    "fr": "dit disait déclaré déclare lancé lance expliqué explique affirmé affirme raconté raconte crié annoncé "
    "assuré assure ajouté ajoute écrit demandé insisté insiste répété répète confié confie indiqué indique estimé "
    "estime martelé prévenu exhorté conseillé plaisanté souligné souligne",
    "es": "dijo dice dijeron afirmó afirma explicó explica aseguró asegura contó gritó pidió añadió agregó señaló "
    "indicó declaró anunció manifestó comentó respondió preguntó advirtió sostuvo escribió recomendó insistió",
    "it": "detto dice disse spiegò spiegato spiega affermato afferma dichiarato raccontato gridato gridò chiesto "
    "aggiunto aggiunge annunciato scritto sottolineato risposto avvertito consigliato urlato",
    "nl": "zei zegt zeiden vertelde vertelt verklaarde riep schreef legde meldde vroeg waarschuwde antwoordde voegde "
    "benadrukte adviseerde aldus",
    "pt": "disse diz disseram afirmou afirma explicou explica contou gritou pediu acrescentou declarou anunciou "
    "escreveu respondeu perguntou alertou destacou ressaltou completou aconselhou",
    "ru": "сказал сказала сказали говорит говорил говорила говорили заявил заявила заявили сообщил сообщила сообщили "
    "сообщает рассказал рассказала рассказали пояснил пояснила отметил отметила добавил добавила подчеркнул "
    "подчеркнула крикнул крикнула кричал написал написала призвал призвала объяснил объяснила ответил ответила "
    "спросил спросила предупредил предупредила посоветовал посоветовала",
    "uk": "сказав сказала каже заявив заявила повідомив повідомила розповів розповіла пояснив пояснила зазначив "
    "зазначила додав додала наголосив наголосила написав написала крикнув закликав",
    "pl": "powiedział powiedziała powiedzieli mówi mówił mówiła twierdzi twierdził dodał dodała wyjaśnił wyjaśniła "
    "zapewnił zapewniła krzyknął krzyknęła zawołał zawołała napisał napisała oświadczył oświadczyła poinformował "
    "poinformowała zaznaczył podkreślił podkreśliła zapytał odpowiedział apelował radził",
    "tr": "dedi dediler diyor diye söyledi söylediler konuştu anlattı açıkladı belirtti ekledi vurguladı bağırdı yazdı "
    "kaydetti uyardı sordu",
    "sv": "sade säger berättade berättar förklarade ropade skrev tillade uppgav svarade frågade varnade uppmanade",
    "da": "sagde siger fortalte fortæller forklarede råbte skrev tilføjede svarede spurgte advarede",
    "no": "sa sier fortalte forteller forklarte ropte skrev opplyste svarte spurte advarte",
    "cs": "řekl řekla říká uvedl uvedla prohlásil prohlásila dodal dodala vysvětlil vysvětlila napsal napsala zvolal",
    "hu": "mondta mondja közölte kijelentette hangsúlyozta kiáltotta írta",
    "ro": "spus spune declarat afirmat explicat adăugat anunțat strigat precizat",
    "fi": "sanoi sanoo kertoi kertoo huusi totesi kirjoitti selitti",
    "el": "είπε λέει δήλωσε δηλώνει ανέφερε τόνισε εξήγησε φώναξε",
    "bg": "каза казва заяви съобщи обясни добави",
    "id": "kata katanya ujar ujarnya tutur tuturnya ucap ucapnya",
    "vi": "nói",
    "ar": "قال قالت",
    "fa": "گفت گفتند",
    "he": "אמר אמרה אמרו",
    "hi": "कहा बताया",
    "ko": "말했다 전했다 밝혔다 강조했다 설명했다",
}
_WORDS = frozenset(word for words in _TELLING.values() for word in words.split())
# The same where words stand without blanks, each behind what ends the words that are told. Behind 说 the word 说明 goes
# on, which manuals have.
_UNSPACED = {
    "と": ("述べ", "語", "話し", "話す", "言", "説明", "訴え", "呼びかけ", "明かし", "叫"),
    ",": ("说", "說", "表示", "指出", "强调", "強調", "呼吁", "呼籲", "喊道", "写道", "寫道"),
    '"': ("说", "說", "表示", "指出", "强调", "強調", "呼吁", "呼籲", "喊道", "写道", "寫道"),
    "」": ("說", "表示", "指出", "強調", "呼籲", "喊道", "寫道"),
}
_NO_TELLING = ("说明", "說明", "言う", "言語")


def place_of_telling(folded: str) -> int:
    r"""Where a sentence says that somebody said what stands before, in its folded text; 0 if it does not say so.

    Args:
        folded: A block that ends as a sentence does, as the lexicon folds it.

    >>> place_of_telling("sign up for our crew, she told the sailors, and you will see the world.")
    26
    >>> place_of_telling("sign up for our newsletter, and never miss a story.")
    0
    """
    if _is_quotation(folded):
        return len(folded)
    place, since = 0, _MOST_WORDS_BETWEEN + 1
    for word in folded.split(" "):
        # Spanish dialogue: "—dijo".
        if word[:1] == "-":
            since = 0
        bare = word.strip(_AROUND_WORD)
        if since <= _MOST_WORDS_BETWEEN and (bare in _WORDS or bare.partition("-")[0] in _WORDS):
            return place
        since = 0 if word.endswith(_MARKS) else since + 1
        place += len(word) + 1
    return 0 if folded.isascii() else _unspaced(folded)


def _is_quotation(folded: str) -> bool:
    """Whether a sentence begins with a quotation: of itself, or of what it says something about."""
    closing = _QUOTES.get(folded[0])
    if closing is None:
        return False
    end = folded.rfind(closing, 1)
    quoted = folded[1:end].count(" ") + 1 if end > 0 else 0
    return quoted >= _SHORTEST_QUOTATION


def _unspaced(folded: str) -> int:
    for mark, verbs in _UNSPACED.items():
        place = folded.find(mark, 1)
        while place > 0:
            behind = folded[place + 1 : place + _MOST_CHARACTERS_BETWEEN]
            found = [at for at in map(behind.find, verbs) if at >= 0 and not behind.startswith(_NO_TELLING, at)]
            if found:
                return place + 1 + min(found)
            place = folded.find(mark, place + 1)
    return 0

"""Language identification: which texts have none, and sentences in many languages."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.utils.ngram import NGram

import newsclean.language
from newsclean.language import LanguageIdentifier, function_words, identify
from newsclean.language.profiles import profiled_languages, scores
from newsclean.language.sampling import sample_words, words_of
from newsclean.language.scripts import leading_script
from newsclean.language.vocabulary import foreign_letters, votes

SENTENCES = {
    "en": """
        The ferry will sail again on Monday morning, the harbour office said.
        Three people were hurt when a tree fell on their car near the school.
        Prices have risen for the fourth month in a row, although wages have not.""",
    "de": """
        Die Fähre fährt ab Montag wieder, teilte das Hafenamt am Abend mit.
        Drei Menschen wurden verletzt, als ein Baum auf ihr Auto stürzte.
        Zum vierten Mal in Folge sind die Preise gestiegen, die Löhne aber nicht.""",
    "fr": """
        Le bac reprendra la mer lundi matin, a annoncé la capitainerie du port.
        Trois personnes ont été blessées par la chute d’un arbre sur leur voiture.
        Les prix ont augmenté pour le quatrième mois de suite, mais pas les salaires.""",
    "es": """
        El transbordador volverá a zarpar el lunes, según informó la autoridad portuaria.
        Tres personas resultaron heridas al caer un árbol sobre su coche cerca de la escuela.
        Los precios han subido por cuarto mes consecutivo, pero los sueldos no.""",
    "it": """
        Il traghetto tornerà a navigare lunedì mattina, ha detto la capitaneria di porto.
        Tre persone sono rimaste ferite quando un albero è caduto sulla loro auto.
        I prezzi sono aumentati per il quarto mese di fila, ma gli stipendi no.""",
    "pt": """
        A balsa voltará a navegar na segunda-feira, informou a administração do porto.
        Três pessoas ficaram feridas quando uma árvore caiu sobre o carro delas.
        Os preços subiram pelo quarto mês seguido, mas os salários não.""",
    "nl": """
        De veerboot vaart vanaf maandag weer, zegt het havenbedrijf.
        Drie mensen raakten gewond toen een boom op hun auto viel.
        De prijzen zijn voor de vierde maand op rij gestegen, maar de lonen niet.""",
    "sv": """
        Färjan går igen på måndag morgon, säger hamnkontoret.
        Tre personer skadades när ett träd föll över deras bil.
        Priserna har stigit för fjärde månaden i rad, men inte lönerna.""",
    "no": """
        Fergen går igjen fra mandag morgen, opplyser havnekontoret.
        Tre personer ble skadet da et tre falt over bilen deres.
        Ferja går ikkje før måndag, og ingen veit kva det kjem til å koste.""",
    "da": """
        Færgen sejler igen fra mandag morgen, oplyser havnekontoret.
        Tre personer blev kvæstet, da et træ væltede ned over deres bil.
        Priserne er steget for fjerde måned i træk, men det er lønnen ikke.""",
    "fi": """
        Lautta kulkee taas maanantaiaamusta alkaen, satamatoimisto kertoo.
        Kolme ihmistä loukkaantui, kun puu kaatui heidän autonsa päälle.
        Hinnat ovat nousseet jo neljäntenä kuukautena peräkkäin, mutta palkat eivät.""",
    "pl": """
        Prom znów wypłynie w poniedziałek rano, poinformował zarząd portu.
        Trzy osoby zostały ranne, gdy drzewo spadło na ich samochód.
        Ceny wzrosły czwarty miesiąc z rzędu, ale płace nie.""",
    "cs": """
        Trajekt opět vypluje v pondělí ráno, oznámil přístavní úřad.
        Tři lidé byli zraněni, když na jejich auto spadl strom.
        Ceny vzrostly již čtvrtý měsíc za sebou, mzdy však nikoli.""",
    "sk": """
        Trajekt opäť vypláva v pondelok ráno, oznámil prístavný úrad.
        Traja ľudia boli zranení, keď na ich auto spadol strom.
        Ceny vzrástli už štvrtý mesiac za sebou, mzdy však nie.""",
    "uk": """
        Пором знову вирушить у понеділок уранці, повідомила адміністрація порту.
        Троє людей постраждали, коли дерево впало на їхній автомобіль.
        Ціни зросли вже четвертий місяць поспіль, а зарплати ні.""",
    "ru": """
        Паром снова выйдет в море в понедельник утром, сообщила администрация порта.
        Три человека пострадали, когда дерево упало на их машину.
        Цены выросли уже четвёртый месяц подряд, а зарплаты нет.""",
    "bg": """
        Фериботът ще тръгне отново в понеделник сутринта, съобщиха от пристанището.
        Трима души са ранени, след като дърво падна върху колата им.
        Цените се повишиха за четвърти пореден месец, но заплатите не.""",
    "sr": """
        Трајект ће поново кренути у понедељак ујутру, саопштила је лучка управа.
        Троје људи је повређено када је дрво пало на њихов аутомобил.
        Vreme je loše, a pre ponedeljka niko ne zna gde će putnici čekati; zatvorene su i dve škole.""",
    "hr": """
        Trajekt će ponovno isploviti u ponedjeljak ujutro, priopćila je lučka uprava.
        Troje ljudi ozlijeđeno je kada je stablo palo na njihov automobil.
        Cijene su porasle već četvrti mjesec zaredom, ali plaće nisu.""",
    "tr": """
        Feribot pazartesi sabahı yeniden sefere çıkacak, liman idaresi bunu açıkladı.
        Okulun yakınında bir ağaç arabanın üzerine düşünce üç kişi yaralandı.
        Fiyatlar art arda dördüncü ayda da yükseldi, ancak ücretler artmadı.""",
    "el": """
        Το πλοίο θα ταξιδέψει ξανά τη Δευτέρα το πρωί, ανακοίνωσε το λιμεναρχείο.
        Τρεις άνθρωποι τραυματίστηκαν όταν ένα δέντρο έπεσε στο αυτοκίνητό τους.
        Οι τιμές ανέβηκαν για τέταρτο συνεχή μήνα, οι μισθοί όμως όχι.""",
    "ro": """
        Feribotul va circula din nou luni dimineață, a anunțat căpitănia portului.
        Trei oameni au fost răniți după ce un copac a căzut peste mașina lor.
        Prețurile au crescut pentru a patra lună la rând, dar salariile nu.""",
    "hu": """
        A komp hétfő reggel újra elindul, közölte a kikötői hivatal.
        Hárman megsérültek, amikor egy fa az autójukra zuhant.
        Az árak már a negyedik egymást követő hónapban nőttek, a bérek viszont nem.""",
    "id": """
        Kapal feri akan berlayar lagi pada hari Senin, kata kantor pelabuhan.
        Tiga orang terluka karena sebuah pohon tumbang menimpa mobil mereka.
        Harga naik selama empat bulan berturut-turut, tetapi gaji tidak bisa mengikuti.""",
    "ms": """
        Feri boleh belayar semula pada hari Isnin kerana tiada lagi ribut, kata pejabat pelabuhan.
        Beliau berkata tiga orang cedera apabila sebatang pokok tumbang menimpa kereta mereka.
        Harga boleh naik lagi bulan hadapan, tetapi gaji tiada perubahan, katanya.""",
    "vi": """
        Chuyến phà sẽ chạy lại vào sáng thứ hai, cảng vụ cho biết.
        Ba người bị thương khi một cái cây đổ xuống xe của họ.
        Giá cả đã tăng tháng thứ tư liên tiếp, nhưng tiền lương thì không.""",
    "ar": """
        ستبحر العبارة من جديد صباح الاثنين، كما قال مكتب الميناء.
        أصيب ثلاثة أشخاص عندما سقطت شجرة على سيارتهم قرب المدرسة.
        ارتفعت الأسعار للشهر الرابع على التوالي، لكن الأجور لم ترتفع.""",
    "he": """
        המעבורת תפליג שוב ביום שני בבוקר, הודיעה הנהלת הנמל.
        שלושה אנשים נפצעו כאשר עץ נפל על המכונית שלהם.
        המחירים עלו זה החודש הרביעי ברציפות, אבל השכר לא עלה.""",
    "fa": """
        کشتی از صبح دوشنبه دوباره حرکت می‌کند، اداره بندر اعلام کرد.
        سه نفر هنگامی که درختی روی خودروی آن‌ها افتاد زخمی شدند.
        قیمت‌ها برای چهارمین ماه پیاپی بالا رفت، اما دستمزدها نه.""",
    "ur": """
        بندرگاہ کے دفتر نے کہا ہے کہ کشتی پیر کی صبح دوبارہ چلے گی۔
        تین افراد اس وقت زخمی ہوئے جب ایک درخت ان کی گاڑی پر گر گیا۔
        قیمتیں مسلسل چوتھے مہینے بڑھ گئی ہیں لیکن تنخواہیں نہیں بڑھیں۔""",
    "hi": """
        बंदरगाह कार्यालय ने कहा कि नाव सोमवार सुबह से फिर चलेगी।
        स्कूल के पास कार पर पेड़ गिरने से तीन लोग घायल हो गए।
        कीमतें लगातार चौथे महीने बढ़ी हैं, लेकिन वेतन नहीं बढ़ा है।""",
    "bn": """
        বন্দর কর্তৃপক্ষ জানিয়েছে, সোমবার সকাল থেকে ফেরি আবার চলবে।
        গাড়ির ওপর গাছ পড়ে তিনজন আহত হয়েছেন।
        টানা চতুর্থ মাসের মতো দাম বেড়েছে, কিন্তু বেতন বাড়েনি।""",
    "ja": """
        港湾事務所によると、フェリーは月曜日の朝に再開する。
        学校の近くで木が車の上に倒れ、三人がけがをした。
        物価は四か月連続で上昇したが、賃金は上がっていない。""",
    "ko": """
        항만 사무소는 여객선이 월요일 아침부터 다시 운항한다고 밝혔다.
        학교 근처에서 나무가 차 위로 쓰러져 세 명이 다쳤다.
        물가는 넉 달 연속 올랐지만 임금은 오르지 않았다.""",
    "zh": """
        港务局表示，渡轮将于星期一早上恢复航行。
        學校附近一棵大樹倒在汽車上，造成三人受傷。
        物价连续第四个月上涨，但工资没有增加。""",
    "ca": """
        El transbordador tornarà a salpar dilluns al matí, segons ha informat l’autoritat del port.
        Tres persones han resultat ferides quan un arbre ha caigut sobre el seu cotxe.
        Els preus han pujat per quart mes consecutiu, però els sous no.""",
    "gl": """
        O transbordador volverá saír o luns, pero ata entón unha parte dos pasaxeiros non ten onde durmir.
        Tres persoas resultaron feridas onte cando unha árbore caeu enriba do seu coche; tamén hai dúas casas rotas.
        Os prezos subiron máis, pero os soldos non, e iso xa está a cambiar a vida de moita xente nunha cidade""",
    "sl": """
        Trajekt bo ponovno izplul v ponedeljek zjutraj, so sporočili iz pristanišča.
        Trije ljudje so bili poškodovani, ko je na njihov avto padlo drevo.
        Cene so se zvišale že četrti mesec zapored, plače pa ne.""",
    "sw": """
        Kivuko kitaanza tena safari siku ya Jumatatu asubuhi, ofisi ya bandari ilisema.
        Watu watatu walijeruhiwa baada ya mti kuangukia gari lao karibu na shule.
        Bei zimepanda kwa mwezi wa nne mfululizo, lakini mishahara haijapanda.""",
}

# One sentence each of the languages that are known beside.
MORE = (
    ("af", "Die veerboot vaar weer vanaf Maandag, maar niemand weet wat die kaartjies gaan kos nie."),
    ("az", "Bərə bazar ertəsi səhər yenidən yola çıxacaq, bunu liman idarəsi bildirdi."),
    ("be", "Паром зноў выйдзе ў мора ў панядзелак, паведаміла адміністрацыя порта."),
    ("cy", "Bydd y fferi yn hwylio eto fore Llun, meddai swyddfa’r harbwr yn y dref."),
    ("eo", "La pramo veturos denove lunde matene, diris la haveno, sed neniu scias kiom ĝi kostos."),
    ("et", "Parvlaev sõidab taas esmaspäeva hommikul, teatas sadama amet."),
    ("eu", "Ferrya astelehen goizean aterako da berriro, eta ez dago arriskurik, portuko bulegoak esan du."),
    ("ga", "Beidh an bád farantóireachta ag seoladh arís maidin Dé Luain, a deir oifig an chuain."),
    ("hy", "Լաստանավը կրկին կմեկնի երկուշաբթի առավոտյան։"),
    ("is", "Ferjan siglir aftur á mánudag, en ekki er vitað hvað það kostar, segir hafnarstjóri."),
    ("ka", "ბორანი ორშაბათს დილით კვლავ გავა ზღვაში."),
    ("kk", "Паром дүйсенбі күні таңертең қайтадан жолға шығады, деп хабарлады порт әкімшілігі."),
    ("km", "សាឡាងនឹងចេញដំណើរម្តងទៀតនៅព្រឹកថ្ងៃចន្ទ។"),
    ("lt", "Keltas vėl išplauks pirmadienio rytą, pranešė uosto administracija."),
    ("lv", "Prāmis atkal izbrauks pirmdienas rītā, paziņoja ostas pārvalde."),
    ("mk", "Траектот повторно ќе исплови во понеделник наутро, соопшти пристанишната управа."),
    ("mn", "Гатлага онгоц даваа гарагийн өглөө дахин явна гэж боомтын захиргаа мэдэгдсэн байна."),
    ("mr", "सोमवारी सकाळी नौका पुन्हा सुरू होणार आहे, असे बंदर कार्यालयाने सांगितले आहे."),
    ("my", "ကူးတို့သင်္ဘောသည် တနင်္လာနေ့နံနက်တွင် ပြန်လည်ထွက်ခွာမည်။"),
    ("ne", "सोमबार बिहानदेखि डुङ्गा फेरि चल्ने भएको छ, बन्दरगाह कार्यालयले बताएको छ।"),
    ("ps", "د بندر ادارې وویل چې کښتۍ به د دوشنبې په سهار بیا حرکت وکړي."),
    ("sq", "Trageti do të niset përsëri të hënën në mëngjes, njoftoi zyra e portit."),
    ("ta", "திங்கட்கிழமை காலை முதல் படகு மீண்டும் இயங்கும்."),
    ("th", "เรือข้ามฟากจะกลับมาให้บริการอีกครั้งในเช้าวันจันทร์"),
    ("tl", "Babalik sa paglalayag ang barko sa Lunes ng umaga, ayon sa tanggapan ng daungan."),
)


MENU = ("Home", "News", "World", "Sport", "Business", "Weather", "Log in", "Sign up", "Search", "Follow us on Facebook")

STORY = """
    The ferry to the islands will sail again on Monday, a week after the storm that tore off part of its deck. The
    harbour office said that the repairs had taken longer than expected, and that the tickets which had been sold for
    the week would be paid back. About two hundred people who were on the islands when the storm began had to stay
    there; most of them slept in the school, and some of them with families who had a room to spare.
"""


def _cases() -> Iterator[tuple[str, str]]:
    for language, sentences in SENTENCES.items():
        for sentence in sentences.strip().splitlines():
            yield language, sentence.strip()
    yield from MORE


CASES = tuple(_cases())


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["   ", "\n"],
        ["Putin China 2023"],
        ["OK", "12:45", "Menu"],
        ["2023-07-25", "1,234.50 %", "§ 17 (3)", "+++ *** ---"],
        ["１２３４５６７８９０１２３４５６７８９０１２３４５６７８９０"],
        ["🙂🙃😉😊😇🙂🙃😉😊😇🙂🙃😉😊😇🙂🙃😉😊😇"],
        ["https://example.org/the/news/and/the/weather/of/this/week/is/not/what/it/was.html"],
        ["日本"],
        ["\ud800\udfff" * 40],
        ["\x00" * 400],
    ],
)
def test_too_little_text_has_no_language(texts: Sequence[str]) -> None:
    assert identify(texts) is None


@pytest.mark.parametrize(
    "sentence",
    [
        # Galician, with hardly a word that Portuguese or Spanish does not have too.
        "O transbordador volverá saír o luns pola mañá, segundo informou a autoridade do porto.",
        # Serbian or Croatian, for all that is written here.
        "Trajekt će ponovo krenuti u ponedeljak, a pre toga niko ne zna gde će putnici čekati.",
    ],
)
def test_a_sentence_between_two_neighbours_has_no_language(sentence: str) -> None:
    assert identify([sentence]) is None


def test_a_story_in_a_language_that_is_not_known_has_none() -> None:
    # Zulu, which is written with the letters of English and shares its small words with nobody.
    story = (
        "Isikebhe sizophinda sihambe ngoMsombuluko ekuseni, kusho ihhovisi lechweba. Abantu abathathu balimala",
        "ngesikhathi isihlahla siwela emotweni yabo eduze nesikole. Amanani enyukile inyanga yesine ilandelana,",
        "kodwa amaholo awazange enyuke. Umqondisi wechweba uthe ukulungiswa kwesikebhe kuthathe isikhathi eside",
        "kunalokho obekulindelekile futhi abantu abaningi bekumele balale esikoleni kuze kuphele isiphepho.",
        "Uhulumeni uthembise ukusiza imindeni elahlekelwe yizindlu, kodwa ayikho imali esiyitholile kuze kube",
        "manje.",
    )
    assert identify(story) is None


@pytest.mark.parametrize(("language", "sentence"), CASES)
def test_a_sentence_is_enough(language: str, sentence: str) -> None:
    assert identify([sentence]) == language


@pytest.mark.parametrize(("language", "sentence"), CASES)
def test_capitals_change_nothing(language: str, sentence: str) -> None:
    assert identify([sentence.upper()]) == language


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_an_english_menu_around_a_story_says_nothing(language: str) -> None:
    story = [sentence.strip() for sentence in SENTENCES[language].strip().splitlines()]
    assert identify([*MENU, *story, *MENU, *reversed(MENU)]) == language


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        # What a neighbour of one's language shares with it, the one without a profile at langdetect shares as well.
        (
            "pt",
            """
            O Ribeira venceu o Serrano por 3 a 1 neste domingo, no Castelão, e assumiu a liderança. Nando fez dois.
            O Serrano começou melhor e abriu o placar aos 12 minutos, com Duda. Aos 19, Nando empatou de cabeça.
            Na volta do intervalo, o Ribeira pressionou. Aos 61, Caíque virou de fora da área, e o jogo acabou.
            O Ribeira volta a campo na quarta-feira, às 21h30, contra o Bacabal.""",
        ),
        (
            "es",
            """
            El puente cierra dos meses por obras
            El ayuntamiento anunció el jueves que el puente sobre el río permanecerá cerrado dos meses por obras.""",
        ),
        (
            "gl",
            """
            O concello aprobou o martes un plan para renovar o porto. As obras custarán doce millóns de euros.
            A oposición votou en contra porque o orzamento lle parece demasiado optimista, e non haberá outro.""",
        ),
    ],
)
def test_short_stories_are_told_from_those_of_neighbours(language: str, lines: str) -> None:
    assert identify(lines.strip().splitlines()) == language


def test_a_long_notice_in_english_does_not_outvote_the_story() -> None:
    story = [sentence.strip() for sentence in SENTENCES["da"].strip().splitlines()]
    story.append("Mange af dem sov på skolen, og nogle hos familier, der havde et værelse til overs.")
    notice = "We use cookies to improve your visit and to show you what you may like, as our partners do. " * 9
    assert identify([notice, *story]) == "da"


def test_addresses_tables_and_rules_are_not_read() -> None:
    junk = [
        "https://example.org/b?P=oI9TLjE4Mi66RLpAorxEdAVuMTE4LgAAAAA2TzUA&T=16lu7dcl9%2fX%3d1489053188%2fE%3d2078709551",
        "-" * 200,
        "| 17 | 2.5 % | 3,400 | 19 | 7.25 | 2023-07-25 | 1,204 | 88 | 12 | 0.5 | 17 | 2.5 % | 3,400 | 19 | 7.25 |",
    ]
    assert sample_words([*junk, "Drei Menschen wurden verletzt."]) == ["drei", "menschen", "wurden", "verletzt"]


def test_a_block_that_is_there_twice_is_read_once() -> None:
    assert sample_words(["Drei Menschen wurden verletzt."] * 5) == ["drei", "menschen", "wurden", "verletzt"]


def test_of_one_line_dumps_the_middle_is_read() -> None:
    menu = "Home News World Sport Business Weather Log in Sign up Search " * 20
    story = " ".join(SENTENCES["fi"].split()) * 12
    assert identify([f"{menu}{story}{menu}"]) == "fi"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’eau, 35 % – ÖL!", ["l", "eau", "öl"]),
        ("İÇİN DIŞ", ["için", "diş"]),
        ("cafe\u0301", ["café"]),
        ("می‌شود؟", ["می", "شود"]),
        ("बंदरगाह में।", ["बंदरगाह", "में"]),
        ("a\ud800b", ["a", "b"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Η Βουλή ψηφίζει, writes the BBC", "Greek"),
        ("Nintendo Switch 2 の価格が上がる", "Japanese"),
        (
            "新歌《你的名字》的日文名是《きみの名》，在臺灣和香港都很受歡迎，唱片公司說今年會再出一張新專輯，歌迷可以在網路上預購。",
            "Han",
        ),
        ("əələə", "Latin"),
        ("12:45", None),
    ],
)
def test_the_leading_script(text: str, script: str | None) -> None:
    assert leading_script(text)[0] == script


def test_letters_that_a_language_does_not_write_speak_against_it() -> None:
    counts = foreign_letters(["smør", "på", "brød"], "Latin")
    assert (counts["no"], counts["da"], counts["sv"], counts["en"]) == (0, 0, 2, 3)
    assert foreign_letters(["объявил"], "Cyrillic")["uk"] == 1


def test_shared_words_speak_for_all_that_share_them() -> None:
    found = votes(["ikke", "af", "av", "af", "xyz"], "Latin")
    assert (found["da"], found["no"], found.get("en", 0)) == (3, 2, 0)


@pytest.mark.parametrize(
    "text",
    [
        "the ferry will sail again on monday",
        "prețurile au crescut și în această lună",
        "chuyến phà sẽ chạy lại vào sáng thứ hai",
        "dış ilişkiler için yeni bir dönem",
    ],
)
def test_the_profiles_are_weighed_as_langdetect_weighs_them(text: str) -> None:
    """Its own n-grams and frequencies, but all of them, and capitals added to small letters."""
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    grams = NGram()
    expected = dict.fromkeys(profiled_languages("Latin"), 0.0)
    places = {language: factory.langlist.index(language) for language in expected}
    frequencies: dict[str, list[float]] = {}
    for gram, row in factory.word_lang_prob_map.items():
        sums = frequencies.setdefault(gram.lower(), [0.0] * len(row))
        frequencies[gram.lower()] = [before + more for before, more in zip(sums, row, strict=True)]
    for character in NGram.normalize_vi(f"{text} "):
        grams.add_char(character)
        for length in (1, 2, 3):
            gram = grams.get(length)
            if gram in frequencies:
                for language, place in places.items():
                    expected[language] += math.log1p(frequencies[gram][place] * 10_000 / 0.5)
    assert scores(words_of(text), "Latin") == pytest.approx(expected, abs=0.1)


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=60), max_size=20))
def test_any_text_has_one_language_or_none(texts: list[str]) -> None:
    language = identify(texts)
    assert language is None or (len(language) == 2 and language.isascii() and language.islower())
    assert identify(tuple(texts)) == language


@given(st.lists(st.sampled_from([sentence for _, sentence in CASES]), max_size=8))
def test_mixed_languages_raise_nothing(texts: list[str]) -> None:
    assert identify(texts) in {language for language, _ in CASES} | {None}


def _run(program: str, *, seed: str = "0") -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment, input=STORY, check=True, capture_output=True, encoding="utf-8"
    )
    return result.stdout


def test_the_hash_seed_changes_nothing() -> None:
    blocks = [sentence for _, sentence in CASES]
    program = (
        "from newsclean.language import identify\n"
        f"blocks = {blocks!a}\n"
        "print([identify(blocks[start:start + width]) for width in (1, 2, 5) for start in range(len(blocks))])"
    )
    assert len({_run(program, seed=seed) for seed in ("0", "1", "4711")}) == 1


def test_an_ordinary_story_needs_neither_langdetect_nor_numpy() -> None:
    program = (
        "import sys\n"
        "from newsclean.language import identify\n"
        "print(identify([sys.stdin.read()]), sorted({'langdetect', 'numpy', 'bs4'} & set(sys.modules)))"
    )
    assert _run(program) == "en []\n"


def test_other_identifiers_fit_the_protocol() -> None:
    def always_english(texts: Sequence[str]) -> str | None:
        return "en" if texts else None

    identifiers: tuple[LanguageIdentifier, ...] = (identify, always_english)
    assert [identifier([STORY]) for identifier in identifiers] == ["en", "en"]


FUNCTION_WORDS = Path(newsclean.language.__file__).with_name("function_words.toml")
ROWS = tomllib.loads(FUNCTION_WORDS.read_text(encoding="utf-8"))
NAMED_IN_THE_LEXICON = (
    "en de fr es pt it nl sv no da fi pl cs uk ru tr el ro hu id vi ar he fa hi ja ko zh".split()
)  # fmt: skip


def test_every_language_of_the_lexicon_has_function_words() -> None:
    assert set(NAMED_IN_THE_LEXICON) <= set(function_words())


@pytest.mark.parametrize("language", sorted(ROWS))
def test_function_words_are_sorted_and_as_they_are_looked_up(language: str) -> None:
    words = ROWS[language]["words"].split()
    assert words == sorted(set(words))
    assert len(words) >= 25
    for word in words:
        assert words_of(word) == [word] == [unicodedata.normalize("NFC", word)]


@pytest.mark.parametrize("language", sorted(code for code in ROWS if "letters" in ROWS[code]))
def test_function_words_are_written_with_the_letters_of_their_language(language: str) -> None:
    letters = ROWS[language]["letters"]
    assert letters == "".join(sorted(set(letters)))
    foreign = {letter for word in ROWS[language]["words"].split() for letter in word if letter > "z"} - set(letters)
    assert not foreign

"""What the corridor makes of the detectors' facts: authors, place, pictures, topics, sections.

Each dump has all the facts that it gives beside it; a fact that is not named must be empty.
"""

from __future__ import annotations

from typing import Any

import pytest

import newsclean
from newsclean.model import Article

FACTS = ("authors", "tags", "captions", "credits", "section", "dateline")


def facts_of(article: Article) -> dict[str, Any]:
    return {name: value for name in FACTS if (value := getattr(article, name))}


NOTHING = {
    "a story alone": """\
The ferry to the island sails again from Monday, the harbour office said after a storm of nine days.
By Monday night, forty ships had asked for a berth, and photographs of the queue were shared by thousands.
Tags were sewn into the sacks of mail, said Jane Doe, who sorts letters for the island and reads none of them.
""",
    "an interview": """\
The harbour master of Kelm has not slept for nine days, and she says that she has nothing to complain of.
Question: How many ships are still out there?
Moe: Forty, if you count the two that nobody has heard of since Sunday, and I do count them, every night.
Question: When will the ferry sail again?
Moe: On Monday, if the wind is kind to us, and if it is not, then on some other day of that long week.
""",
    "teasers with bylines and pictures of their own": """\
Island ferry sails again after nine days
The ferry to the island sails again from Monday, the harbour office said after a storm of nine days.
Two tugs had pulled the old ship from the rocks, and divers found no hole in its hull on Sunday morning.
The mayor said that the island had lived from its stores, and that nobody had gone hungry in the nine days.
Related stories
Storm closes schools across the north
By Ann Poe
The lock at Brannick will open in June
By John Roe
""",
    "the foot of a page": """\
The ferry to the island sails again from Monday, the harbour office said after a storm of nine days.
Two tugs had pulled the old ship from the rocks, and divers found no hole in its hull on Sunday morning.
About us
Contact
Privacy policy
© 2024 The Courier. All rights reserved.
© Courier Media
""",
}

EVERYTHING: dict[str, tuple[str, dict[str, Any]]] = {
    "an English page": (
        """\
Home > World > Europe
Island ferry sails again after nine days
By Jane Doe and John Roe, Reuters
3 May 2024
Two of three tugs at work on Tuesday. Photo: Harbour Office
KELM (Reuters) - The ferry to the island sails again from Monday, the harbour office said after a long storm.
Two tugs had pulled the old ship from the rocks, and divers found no hole in its hull on Sunday morning.
Tags: ferry, storm
""",
        {
            "authors": ("Jane Doe", "John Roe", "Reuters"),
            "tags": ("ferry", "storm"),
            "captions": ("Two of three tugs at work on Tuesday.",),
            "credits": ("Harbour Office",),
            "section": ("Home", "World", "Europe"),
            "dateline": "KELM",
        },
    ),
    "each fact on a line of its own": (
        """\
Last cinema in Kelm closes its doors
By
Nell Harkaway
and
Oda Moe
Culture Correspondent
May 21, 2024 7:30 a.m.
Greta Aule in the foyer of her cinema
Photograph: Oonagh Tarrant
The last cinema in Kelm closed on Saturday with the film that had opened it in 1931, and the same projector.
Its owner, who is 92, says that she will now have time to read the books that the films were made of.
Related topics
Cinema
Old houses
""",
        {
            "authors": ("Nell Harkaway", "Oda Moe"),
            "tags": ("Cinema", "Old houses"),
            "captions": ("Greta Aule in the foyer of her cinema",),
            "credits": ("Oonagh Tarrant",),
        },
    ),
    "a name above a date": (
        """\
Island ferry sails again after nine days | The Courier
Island ferry sails again after nine days
Anna Berg
3 May 2024
The ferry to the island sails again from Monday, the harbour office said after a storm of nine days.
Two tugs had pulled the old ship from the rocks, and divers found no hole in its hull on Sunday morning.
""",
        {"authors": ("Anna Berg",)},
    ),
    "an agency, and its name in the dateline": (
        """\
Island ferry sails again after nine days
Associated Press | May 3, 2024
LONDON (AP) — The ferry to the island sails again from Monday, the harbour office said after a storm.
Two tugs had pulled the old ship from the rocks, and divers found no hole in its hull on Sunday morning.
""",
        {"authors": ("Associated Press",), "dateline": "LONDON"},
    ),
    "a signature below the story": (
        """\
The ferry to the island sails again from Monday, the harbour office said after a storm of nine days.
Two tugs had pulled the old ship from the rocks, and divers found no hole in its hull on Sunday morning.
(Reporting by Jane Doe; Editing by John Roe)
""",
        {"authors": ("Jane Doe",)},
    ),
    "a German page": (
        """\
Startseite > Regionales > Küste
Werft legt ersten Neubau seit elf Jahren auf Kiel
Von Henrike Sandvoss, Redakteurin
13.03.2024, 08:10 Uhr
Schweißer am Kiel des neuen Bootes. Foto: Ulla Reents/dpa
Alt-Wenden (dpa) - Die Werft hat am Montag den ersten Neubau seit elf Jahren auf Kiel gelegt, ein Löschboot.
Bezahlt wird das Schiff zur Hälfte vom Land, zur anderen Hälfte aus einer Stiftung der Reederei.
Schlagwörter: Werft, Feuerwehr
""",
        {
            "authors": ("Henrike Sandvoss",),
            "tags": ("Werft", "Feuerwehr"),
            "captions": ("Schweißer am Kiel des neuen Bootes.",),
            "credits": ("Ulla Reents/dpa",),
            "section": ("Startseite", "Regionales", "Küste"),
            "dateline": "Alt-Wenden",
        },
    ),
    "a French page": (
        """\
Accueil > Culture
Le musée de la Mine rouvre samedi
Par Solène Vauquier et Hugo Petit
Publié le 21 mars 2024 à 06h45
La cage d’origine, remise à neuf. Crédit photo : Armand Thieux
Le musée de la Mine rouvrira ses portes samedi, après dix-huit mois de travaux et une grève des gardiens.
Les visiteurs pourront descendre à quarante mètres sous terre, dans la cage d’origine entièrement remise à neuf.
Mots-clés : Musée, Mine
""",
        {
            "authors": ("Solène Vauquier", "Hugo Petit"),
            "tags": ("Musée", "Mine"),
            "captions": ("La cage d’origine, remise à neuf.",),
            "credits": ("Armand Thieux",),
            "section": ("Accueil", "Culture"),
        },
    ),
    "a Spanish page": (
        """\
El faro de la Cordelera vuelve a encenderse
Por Inés Calatrigo
18 de abril de 2024 - 22:15 h
PUERTO SERENA (EFE) - El faro de la Cordelera volverá a encenderse el viernes, dos años después del temporal.
La lámpara ha sido reparada por alumnos de la escuela de oficios, que no han cobrado más que las meriendas.
Etiquetas: Faros, Oficios
""",
        {"authors": ("Inés Calatrigo",), "tags": ("Faros", "Oficios"), "dateline": "PUERTO SERENA"},
    ),
    "a Russian page": (
        """\
Главная » Общество
Речной трамвай вернулся на линию
14 мая 2024, 19:06
Автор: Алевтина Гордеева
Теплоход «Чибис» у причала. Фото: Матвей Стрельников
ВЕРХНЕОЗЁРСК, 14 мая – РИА Новости. Первый за сорок лет речной трамвай вышел во вторник на линию в городе.
На борту были в основном пенсионеры и школьники, которых в первый день пропустили бесплатно.
Теги: порт, речной трамвай
""",
        {
            "authors": ("Алевтина Гордеева",),
            "tags": ("порт", "речной трамвай"),
            "captions": ("Теплоход «Чибис» у причала.",),
            "credits": ("Матвей Стрельников",),
            "section": ("Главная", "Общество"),
            "dateline": "ВЕРХНЕОЗЁРСК",
        },
    ),
    "an Arabic page": (
        """\
العبارة النهرية تعود إلى العمل بعد أربعين عاما
بقلم: ليان الحوراني
9 أبريل 2024
عادت العبارة النهرية إلى العمل يوم الثلاثاء بعد توقف دام أربعين عاما، وكان أول ركابها من التلاميذ والمتقاعدين.
ويبلغ ثمن التذكرة ما يدفعه الراكب في الحافلة، أما الدراجات فتنقل من دون مقابل بحسب رئيسة البلدية.
الكلمات المفتاحية: العبارة، النهر، النقل
""",
        {"authors": ("ليان الحوراني",), "tags": ("العبارة", "النهر", "النقل")},
    ),
    "a Chinese page": (
        """\
首页 > 新闻 > 本地
岚江夜航重启首周客流超四万
2024年03月05日 16:23 来源：岚江晚报 作者：王小明
新华社岚江3月5日电 停航两年多的岚江夜航日前重新开航，首周共运送乘客四万一千余人次，其中外地游客约占六成。
据介绍，夜航航线全长九公里，每晚开行六班，游船全部改用电力驱动，噪声降低了一半以上，两岸居民表示欢迎。
标签：岚江 夜航 文旅
""",
        {
            "authors": ("王小明",),
            "tags": ("岚江", "夜航", "文旅"),
            "section": ("首页", "新闻", "本地"),
            "dateline": "岚江",
        },
    ),
    "a Korean page": (
        """\
섬으로 가는 여객선 월요일부터 다시 운항
김철수 기자
2024년 5월 3일
(서울=연합뉴스) 섬으로 가는 여객선이 월요일부터 다시 다닌다고 항만 사무소가 아홉 날 동안 이어진 폭풍이 지난 뒤 밝혔다.
예인선 두 척이 낡은 배를 바위에서 끌어냈고 잠수부들은 일요일 아침 선체에서 구멍을 찾지 못했다고 한다.
""",
        {"authors": ("김철수",), "dateline": "서울"},
    ),
}


@pytest.mark.parametrize("dump", NOTHING.values(), ids=NOTHING)
def test_a_dump_that_gives_no_facts_has_none(dump: str) -> None:
    assert facts_of(newsclean.clean(dump)) == {}


@pytest.mark.parametrize(("dump", "wanted"), EVERYTHING.values(), ids=EVERYTHING)
def test_the_facts_of_a_dump_are_read(dump: str, wanted: dict[str, Any]) -> None:
    assert facts_of(newsclean.clean(dump)) == wanted


@pytest.mark.parametrize(("dump", "wanted"), EVERYTHING.values(), ids=EVERYTHING)
def test_every_fact_stands_where_it_says(dump: str, wanted: dict[str, Any]) -> None:
    article = newsclean.clean(dump)
    told = [fact for fact in article.facts if fact.name in wanted]
    assert told
    for fact in told:
        assert fact.span is not None
        assert fact.value in " ".join(article.source[fact.span.start : fact.span.end].split())


@pytest.mark.parametrize(
    ("line", "address", "day"),
    [
        ("Ferry office", "https://courier.example/2024/05/03/ferry", "2024-05-03"),
        ("© 2024 The Courier", "https://courier.example/ferry-20240503", "2024-05-03"),
        ("© 2021 The Courier", "https://courier.example/ferry-20240503", None),
        ("Published 9 June 2024", "https://courier.example/2024/05/03/ferry", "2024-06-09"),
        ("Ferry office", None, None),
    ],
)
def test_the_day_in_the_address_of_a_text_is_its_own_where_nothing_else_says_one(
    line: str, address: str | None, day: str | None
) -> None:
    story = NOTHING["a story alone"]
    article = newsclean.clean(f"Island ferry sails again after nine days\n{line}\n{story}", kind="text", url=address)
    assert (article.date and article.date.isoformat()) == day

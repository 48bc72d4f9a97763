"""Every adapter with its real library: what comes out, and that every sentence leads back to the dump's characters."""

from __future__ import annotations

import datetime
import pickle
import subprocess
import sys
from pathlib import Path

import datasets
import numpy as np
import pandas
import polars
import pytest
import spacy
from langchain_core.documents import Document as LangChainDocument
from sklearn.base import clone
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.pipeline import make_pipeline

import newsclean
from newsclean import InputError
from newsclean.adapters import datasets as for_datasets
from newsclean.adapters import langchain as for_langchain
from newsclean.adapters import llama_index as for_llama_index
from newsclean.adapters import pandas as for_pandas
from newsclean.adapters import polars as for_polars
from newsclean.adapters import sklearn as for_sklearn
from newsclean.adapters import spacy as for_spacy

TITLE = "Ferry to Osk sails again after eleven days"
HTML = "<html><body><p>The harbour opened again on Monday, the council said.</p></body></html>"


def folded(text: str) -> str:
    return " ".join(text.split())


# pandas and Polars


def test_pandas_keeps_the_index_and_leads_back(dump: str, story: list[str]) -> None:
    column = pandas.Series([dump, None, 17], index=["a", "b", "c"])
    frame = for_pandas.clean_column(column)
    assert list(frame.index) == ["a", "b", "c"]
    assert all(isinstance(kind, pandas.ArrowDtype) for kind in frame.dtypes)
    row = frame.loc["a"]
    assert (row.title, row.date, list(row.authors)) == (TITLE, datetime.date(2024, 3, 14), ["Hanna Lund", "Per Vik"])
    assert [piece["text"] for piece in row.pieces] == story
    assert [folded(dump[piece["start"] : piece["end"]]) for piece in row.pieces] == story
    assert frame.loc["b"].isna().all()
    assert "an int cannot be cleaned" in frame.loc["c"].problem


def test_pandas_takes_an_empty_column() -> None:
    assert len(for_pandas.clean_column(pandas.Series([], dtype=object))) == 0


def test_polars_leads_back(dump: str, story: list[str]) -> None:
    frame = for_polars.clean_column(polars.Series([dump, None]))
    assert frame.schema["date"] == polars.Date
    assert frame["title"].to_list() == [TITLE, None]
    pieces = frame.head(1).select("pieces").explode("pieces").unnest("pieces")
    assert pieces["text"].to_list() == story
    assert [folded(dump[start:end]) for start, end in pieces.select("start", "end").iter_rows()] == story


@pytest.mark.parametrize("by", ["article", "paragraph"])
def test_tables_have_larger_pieces(dump: str, by: str) -> None:
    (pieces,) = for_polars.clean_column(polars.Series([dump]), by=by)["pieces"]
    article = newsclean.clean(dump)
    assert [piece["text"] for piece in pieces] == ([article.text] if by == "article" else article.text.split("\n\n"))
    assert [folded(dump[piece["start"] : piece["end"]]) for piece in pieces][-1].endswith(article.text[-40:])


def test_tables_hold_lone_surrogates_as_replacement_characters() -> None:
    (text,) = for_polars.clean_column(polars.Series([b"x"], dtype=polars.Binary))["source"]
    assert text == "x"
    frame = for_pandas.clean_column(pandas.Series(["The \ud800\udc00 harbour opened again on Monday."], dtype=object))
    assert frame.text[0] == "The \ufffd\ufffd harbour opened again on Monday."


# Hugging Face datasets


def test_datasets_are_mapped(dump: str, story: list[str]) -> None:
    raw = datasets.Dataset.from_dict({"dump": [dump, dump], "number": [1, 2]})
    clean = raw.map(for_datasets.CleanBatch("dump"), batched=True)
    assert clean.column_names[:3] == ["dump", "number", "title"]
    row = clean[1]
    assert (row["number"], row["title"]) == (2, TITLE)
    assert [folded(dump[piece["start"] : piece["end"]]) for piece in row["pieces"]] == story


def test_datasets_have_features(dump: str) -> None:
    raw = datasets.Dataset.from_dict({"text": [dump, None]})
    clean = raw.map(
        for_datasets.CleanBatch(by="paragraph"), batched=True, remove_columns=["text"], features=for_datasets.features()
    )
    assert clean.features == for_datasets.features()
    assert clean[0]["date"] == datetime.date(2024, 3, 14)
    assert clean[1]["text"] is None


def test_the_function_for_datasets_travels() -> None:
    function = for_datasets.CleanBatch("dump")
    assert pickle.loads(pickle.dumps(function)) == function
    assert datasets.fingerprint.Hasher.hash(function) == datasets.fingerprint.Hasher.hash(
        for_datasets.CleanBatch("dump")
    )


# LangChain and LlamaIndex


def test_langchain_loads_sentences_that_lead_back(dump: str, story: list[str]) -> None:
    loader = for_langchain.NewscleanLoader(
        [{"text": dump, "id": "ferry", "url": "https://osk.example/1"}], by="sentence"
    )
    found = loader.load()
    assert all(isinstance(document, LangChainDocument) for document in found)
    assert [document.page_content for document in found] == story
    for document in found:
        place = slice(document.metadata["start"], document.metadata["end"])
        assert folded(dump[place]) == document.page_content
    assert found[0].metadata | {"start": 0, "end": 0, "confidence": 1.0} == {
        "source": "ferry",
        "id": "ferry",
        "url": "https://osk.example/1",
        "title": TITLE,
        "date": "2024-03-14",
        "published_at": "2024-03-14T16:05:00+01:00",
        "authors": ["Hanna Lund", "Per Vik"],
        "tags": ["Osk", "Ferries", "Harbour"],
        "doubts": ["truncated"],
        "language": "en",
        "confidence": 1.0,
        "start": 0,
        "end": 0,
    }


def test_langchain_loads_whole_articles_of_pages_too(dump: str, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(dump, encoding="utf-8")
    found = for_langchain.NewscleanLoader([path, {"html": HTML}, newsclean.clean(dump)]).load()
    assert [document.metadata["source"] for document in found] == [str(path), "", ""]
    assert found[0].page_content == found[2].page_content
    assert found[1].page_content == "The harbour opened again on Monday, the council said."


@pytest.mark.parametrize("by", ["article", "paragraph", "sentence"])
def test_a_dump_without_a_story_gives_no_document(by: str) -> None:
    assert for_langchain.NewscleanLoader(["Log in", ""], by=by).load() == []


def test_what_cannot_be_read_is_raised_or_skipped(dump: str) -> None:
    with pytest.raises(InputError):
        for_langchain.NewscleanLoader([17, dump]).load()
    assert len(for_langchain.NewscleanLoader([17, dump], on_error="skip").load()) == 1
    with pytest.raises(ValueError, match="on_error is 'ignore'"):
        for_langchain.NewscleanLoader([dump], on_error="ignore").load()
    with pytest.raises(ValueError, match="by is 'word'"):
        for_langchain.NewscleanLoader([dump], by="word").load()


def test_llama_index_reads_sentences_that_lead_back(dump: str, story: list[str]) -> None:
    found = for_llama_index.NewscleanReader(by="sentence").load_data([{"text": dump, "id": "ferry"}])
    assert [document.text for document in found] == story
    for document in found:
        place = document.metadata["start"], document.metadata["end"]
        assert folded(dump[slice(*place)]) == document.text
        assert document.id_ == f"ferry#{place[0]}-{place[1]}"
    assert found[0].metadata["title"] == TITLE
    assert "start" not in found[0].get_content(metadata_mode="embed")


def test_llama_index_reads_whole_articles(dump: str) -> None:
    (document,) = for_llama_index.NewscleanReader().load_data([{"text": dump, "id": "ferry"}])
    assert (document.id_, document.text) == ("ferry", newsclean.clean(dump).text)
    (nameless,) = for_llama_index.NewscleanReader().load_data([dump])
    assert nameless.id_


# scikit-learn


def test_sklearn_stands_before_a_vectorizer(dump: str) -> None:
    pipeline = make_pipeline(for_sklearn.StoryExtractor(with_title=True), CountVectorizer())
    counts = pipeline.fit_transform([dump, "Log in"])
    words = pipeline[-1].vocabulary_
    assert counts.shape[0] == 2
    assert counts[1].sum() == 0
    assert {"ferry", "sails", "plating"} <= words.keys()
    assert not {"facebook", "advertisement"} & words.keys()
    assert pickle.loads(pickle.dumps(pipeline)).transform([dump]).sum() == counts[0].sum()


def test_sklearn_leads_back(dump: str, story: list[str]) -> None:
    extractor = clone(for_sklearn.StoryExtractor(options={"language": "en"}))
    (found,) = extractor.sentences([dump])
    assert [one.text for one in found] == story
    assert [folded(dump[one.span.start : one.span.end]) for one in found] == story
    texts = extractor.fit_transform(np.array([dump], dtype=object))
    assert (texts.shape, texts.dtype) == ((1,), np.dtype(object))


# spaCy


def test_spacy_marks_a_dump(dump: str, story: list[str]) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsclean", config={"language": "en"})
    doc = nlp(dump)
    assert doc.text == dump
    assert [folded(span.text) for span in doc.spans["sentences"]] == story
    assert [span.text for span in doc.spans["title"]] == [TITLE]
    assert [span.text for span in doc.spans["captions"]] == ["The Osk ferry at its berth on Thursday."]
    assert [span.text for span in doc.spans["bylines"]] == ["By Hanna Lund and Per Vik"]
    assert [(span.label_, span.text) for span in doc.spans["blocks"]][2] == ("title", TITLE)
    assert doc._.newsclean.title == TITLE
    assert doc.spans["sentences"][0]._.dump_span == (dump.index("The ferry to"), dump.index(" Dr. Brandt"))


def test_spacy_reads_the_story_and_leads_back(dump: str, story: list[str]) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsclean")
    nlp.add_pipe("sentencizer")
    article = newsclean.clean(dump)
    doc = for_spacy.story_doc(nlp, article)
    assert doc.text == article.text
    assert [span.text for span in doc.spans["sentences"]] == story
    for span in (*doc.spans["sentences"], *doc.sents, doc[3:9]):
        start, end = span._.dump_span
        assert folded(dump[start:end]) == folded(span.text)


def test_spacy_marks_nothing_in_an_empty_doc() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("newsclean")
    doc = nlp("")
    assert not doc.spans["blocks"]
    assert spacy.blank("en")("Other text")[:1]._.dump_span is None


def test_spacy_marks_no_other_doc(dump: str) -> None:
    with pytest.raises(ValueError, match=r"not made of Article\.source"):
        for_spacy.mark(spacy.blank("en").make_doc("Other text"), newsclean.clean(dump))


def test_a_spacy_pipeline_is_saved_and_loaded(dump: str, tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsclean", config={"bias": "recall"})
    nlp.to_disk(tmp_path)
    doc = spacy.load(tmp_path)(dump)
    assert [span.text for span in doc.spans["title"]] == [TITLE]


# All of them


@pytest.mark.parametrize(
    ("module", "library", "extra"),
    [
        ("datasets", "datasets", "datasets"),
        ("langchain", "langchain_core", "langchain"),
        ("llama_index", "llama_index", "llama-index"),
        ("pandas", "pandas", "pandas"),
        ("polars", "polars", "polars"),
        ("sklearn", "sklearn", "sklearn"),
        ("spacy", "spacy", "spacy"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(module: str, library: str, extra: str) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; import newsclean.adapters; import newsclean.adapters.{module}"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert process.stderr.strip().endswith(f"pip install newsclean[{extra}]")

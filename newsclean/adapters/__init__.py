"""Articles for other libraries: spaCy, Hugging Face datasets, pandas, Polars, LangChain, LlamaIndex, scikit-learn.

Each module needs the library that it is named after, and says so if it is missing: ``pip install newsclean[spacy]`` and
the like. newsclean itself imports none of them. From every sentence there is a way back to the dump's characters.
"""

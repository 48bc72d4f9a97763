"""Articles for other libraries, and cleaning inside of engines for many machines.

Each module needs the library that it is named after, and says so if it is missing: ``pip install newsclean[spacy]`` and
the like. newsclean itself imports none of them. From every sentence there is a way back to the dump's characters. On
Spark, Ray and datatrove the work is done by ``newsclean.arrow.clean_batches``; the adapters bring it there.
"""

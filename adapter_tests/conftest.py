"""Tests that need the libraries of the adapters: ``pip install -e '.[test,adapters]'``, then ``pytest adapter_tests``.

A library that is missing is an error here; ``tests/`` does without them all.
"""

from __future__ import annotations

import os

import pytest

# No library may look for updates, count its users, or fetch a model.
os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", LANGSMITH_TRACING="false")

# ruff: noqa: E501
DUMP = """Skip to content
Log in
Ferry to Osk sails again after eleven days
By Hanna Lund and Per Vik
Published 14 March 2024, 16:05 CET
Share on Facebook
The Osk ferry at its berth on Thursday. Photo: Jon Eide
The ferry to Osk will sail again  on Monday after eleven days in dock, the harbour office said on Thursday. Dr. Brandt agreed.
Read more: Island waits for its post
“We read more weather reports than newspapers that week,” said the captain, Ada Brandt.
Advertisement
Read more books, she told passengers who asked what they should do on the crossing.
Welders replaced forty metres of plating below the waterline. Tickets bought before the accident stay valid until June.
Show full article
Tags: Osk, Ferries, Harbour
Most read
Harbour seal steals a wedding cake
The animal waited until the speeches had begun, the cook said.
3 min read
© 2024 The Osk Courier. All rights reserved.
"""

SENTENCES = [
    "The ferry to Osk will sail again on Monday after eleven days in dock, the harbour office said on Thursday.",
    "Dr. Brandt agreed.",
    "“We read more weather reports than newspapers that week,” said the captain, Ada Brandt.",
    "Read more books, she told passengers who asked what they should do on the crossing.",
    "Welders replaced forty metres of plating below the waterline.",
    "Tickets bought before the accident stay valid until June.",
]


def pytest_configure(config: pytest.Config) -> None:
    # What other people's libraries warn of while they are imported is theirs to mend.
    config.addinivalue_line("filterwarnings", "default")


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def dump() -> str:
    return DUMP


@pytest.fixture
def story() -> list[str]:
    return SENTENCES

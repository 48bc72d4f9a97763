"""The network that reads blocks in their order."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from newsclean.labeller import Weights, shipped_weights
from newsclean.labeller.features import FEATURES
from newsclean.labeller.network import Network

from .toy_weights import weights

ORDER = list(FEATURES).index("order.network")


def a_network(**layer: Any) -> Network:
    """It reads one feature, words above ten by tens, and looks two blocks up and down."""
    quiet = {name: [[0]] for name in ("before", "own", "behind", "mean")}
    return Network.from_data(
        {
            "features": {"shape.words": [10.0, 10.0]},
            "first": [[1000]],
            "bias": [0],
            "layers": [{"distance": 2, **quiet, "bias": [0], **layer}],
            "last": [1000],
            "straight": [0],
        }
    )


def scores(network: Network, *words: float) -> list[float]:
    return network.scores(np.array([words], dtype=np.float32)).tolist()


@pytest.mark.parametrize(
    ("layer", "heard"),
    [
        pytest.param({}, [0.0, 2.0, 0.0, 0.0, 0.0], id="a block speaks for itself"),
        pytest.param({"before": [[500]]}, [0.0, 2.0, 0.0, 1.0, 0.0], id="and to the one two behind it"),
        pytest.param({"behind": [[500]]}, [0.0, 2.0, 0.0, 0.0, 0.0], id="that two above it does not exist"),
        pytest.param({"own": [[500]]}, [0.0, 3.0, 0.0, 0.0, 0.0], id="or to itself"),
        pytest.param({"mean": [[500]]}, [0.2, 2.2, 0.2, 0.2, 0.2], id="or to all of the dump"),
        pytest.param({"bias": [500]}, [0.5, 2.5, 0.5, 0.5, 0.5], id="whatever the dump, something is added"),
        pytest.param({"before": [[-500]]}, [0.0, 2.0, 0.0, 0.0, 0.0], id="what is heard is never less than nothing"),
    ],
)
def test_a_layer_hears_the_blocks_at_its_distance(layer: dict[str, Any], heard: list[float]) -> None:
    assert scores(a_network(**layer), 10, 30, 10, 5, 10) == heard


def test_what_is_farther_out_than_anything_learned_from_counts_no_more() -> None:
    assert scores(a_network(), 40.0, 4000.0) == [3.0, 3.0]


def test_a_dump_shorter_than_a_distance_has_no_neighbours() -> None:
    assert scores(a_network(before=[[500]], behind=[[500]]), 30, 30) == [2.0, 2.0]


def test_a_dump_without_blocks_has_no_scores() -> None:
    assert scores(a_network(mean=[[500]])) == []


def test_blocks_are_read_alike_however_many_there_are() -> None:
    network = shipped_weights().network
    assert network is not None
    rows = np.random.default_rng(7).normal(size=(len(network.features), 3000)).astype(np.float32)
    silent = evolve(network, layers=())
    together = silent.scores(rows)
    assert together.tolist() == [silent.scores(rows[:, [place]])[0] for place in range(3000)]


def test_a_network_is_written_as_it_was_read() -> None:
    model = evolve(weights(order__network=0.5), network=a_network(own=[[123]]))
    again = Weights.from_data(json.loads(json.dumps(model.to_data())))
    assert again.to_data() == model.to_data()


def test_a_network_for_features_of_another_version_is_refused() -> None:
    data = weights().to_data()
    data["network"] = {**a_network().to_data(), "features": {"shape.nose": [0.0, 1.0]}}
    with pytest.raises(ValueError, match=r"unknown here: shape\.nose"):
        Weights.from_data(data)


def test_it_has_its_say_where_the_votes_leave_a_block_open_and_the_receipt_tells_it() -> None:
    model = evolve(weights(order__network=0.5), network=a_network())
    rows = np.zeros((len(FEATURES), 3), dtype=np.float32)
    rows[list(FEATURES).index("shape.words")] = 30.0
    rows[list(FEATURES).index("evidence.open")] = [1.0, 0.0, 1.0]
    model.note_order(rows)
    assert model.scores(rows).tolist() == [1.0, 0.0, 1.0]
    told = [{name: share for name, _, share in parts} for parts in model.explain_all(rows)]
    assert [shares.get("order.network") for shares in told] == [1.0, None, 1.0]


def test_weights_without_a_network_note_nothing() -> None:
    rows = np.zeros((len(FEATURES), 2), dtype=np.float32)
    weights().note_order(rows)
    assert not rows[ORDER].any()

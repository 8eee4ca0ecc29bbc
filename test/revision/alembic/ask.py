"""Asks Alembic where it goes, on random graphs, and prints its answers: python3 ask.py > answers.jsonl

Graphs whose edges repeat what others say are left out: of them releases of Alembic keep rows that others imply.
"""
import json
import random
import warnings
from types import SimpleNamespace

from alembic.runtime.migration import HeadMaintainer, RevisionStep
from alembic.script.revision import Revision, RevisionMap

GRAPHS, SEED = 150, 4


class Node(Revision):
    module = SimpleNamespace(upgrade=None, downgrade=None)


class Rows(HeadMaintainer):
    """The version table, without a database."""

    def _insert_version(self, version):
        self.heads.add(version)

    def _delete_version(self, version):
        self.heads.discard(version)

    def _update_version(self, old, new):
        self.heads.discard(old)
        self.heads.add(new)


def random_graph():
    graph, below = [], {}
    for i in range(random.randint(2, 10)):
        ids, name, roll = list(below), f"r{i:02}xxx", random.random()
        down = [] if not ids or roll < 0.15 else random.sample(ids[-4:], 1)
        if len(ids) > 1 and roll > 0.85:
            down = random.sample(ids, 2)
        depends = random.sample(ids, 1) if ids and random.random() < 0.2 else []
        edges = down + depends
        if any(a == b or a in below[b] for a in edges for b in edges if (a, b) != (b, a) or edges.count(a) > 1):
            edges = down = down[:1]
            depends = []
        below[name] = set(edges).union(*(below[edge] for edge in edges))
        graph.append([name, down, depends, [f"L{i:02}lab"] if random.random() < 0.15 else []])
    return graph


def targets(graph, up):
    ids, labels = [node[0] for node in graph], [label for node in graph for label in node[3]]
    some, sign = random.choice(ids), "+" if up else "-"
    yield from [some, some[:4], f"{some}@head", f"{some}@base", f"{some}{sign}1", f"{sign}1", f"{sign}2"]
    yield from ["heads", "head", "base", "head-1", "base+1", f"{some}@{sign}1"]
    for label in labels:
        yield from [label, f"{label}@head", f"{label}@base", f"{label}@{some}", f"{label}@{sign}1", f"{label}@head-1"]


def answer(known, rows, up, target):
    walk = (
        known.iterate_revisions(target, rows, implicit_base=True)
        if up
        else known.iterate_revisions(rows, target, select_for_downgrade=True)
    )
    path = list(walk)[:: -1 if up else 1]
    table = Rows(None, rows)
    for node in path:
        table.update_to_step(RevisionStep(known, node, up))
    return [node.revision for node in path], sorted(table.heads)


def main():
    random.seed(SEED)
    warnings.simplefilter("ignore")
    for _ in range(GRAPHS):
        graph, rows, asked = random_graph(), [], []
        known = RevisionMap(
            lambda: [Node(n, tuple(d) or None, dependencies=x or None, branch_labels=l or None) for n, d, x, l in graph]
        )
        for _ in range(6):
            up = random.random() < 0.6
            target = random.choice(list(targets(graph, up)))
            if target[0] == "-" and len(rows) > 1:
                continue  # it takes any of them; here it has to be said which
            try:
                path, after = answer(known, tuple(rows), up, target)
            except Exception:  # that it refuses; what it says is not compared
                continue
            asked.append([rows, "upgrade" if up else "downgrade", target, path, after])
            rows = after
        print(json.dumps({"graph": graph, "asked": asked}, separators=(",", ":")))


main()

"""Put leaves under their headings again: headings are reused by name, unused ones are left over."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from projects.models import Indicator
from projects.queries.plan_rows import Row


@dataclass(slots=True)
class Tree:
    """Every node in printed order with its parent, and the headings that nothing hangs on."""

    nodes: list[Indicator] = field(default_factory=list)
    parents: dict[int, Indicator] = field(default_factory=dict)  # id() of a node -> its parent
    unused: list[Indicator] = field(default_factory=list)

    @property
    def fresh(self) -> list[Indicator]:
        """Nodes that are not stored yet."""
        return [node for node in self.nodes if node.pk is None]

    def settle(self) -> list[Indicator]:
        """Write positions and parents into the nodes; returns those that changed. All have ids."""
        changed = []
        for position, node in enumerate(self.nodes, 1):
            parent = self.parents.get(id(node))
            place = (position, parent.pk if parent else None)
            if place != (node.position, node.parent_id):
                node.position, node.parent_id = place
                changed.append(node)
        return changed


def stand(
    rows: Iterable[Row[Indicator]],
    headings: Sequence[Indicator],
    make: Callable[[int, str], Indicator],
) -> Tree:
    """Build the tree of rows in printed order; a run of rows with the same words shares headings.

    A row without words on level 2 hangs on level 1. `make` gives a new heading of a level.
    """
    tree = Tree()
    free: dict[tuple[int, str, int | None], deque[Indicator]] = defaultdict(deque)
    for heading in headings:
        free[heading.level, heading.name, heading.parent_id].append(heading)
    open_headings: list[Indicator] = []
    for row in rows:
        words = [row.said["level1"]] + ([row.said["level2"]] if row.said["level2"] else [])
        kept = _common(words, open_headings)
        del open_headings[kept:]
        for level, name in enumerate(words[kept:], kept + 1):
            parent = open_headings[-1] if open_headings else None
            pool = free[level, name, parent.pk if parent else None]
            is_known = pool and (parent is None or parent.pk is not None)
            heading = pool.popleft() if is_known else make(level, name)
            _hang(tree, heading, parent)
            open_headings.append(heading)
        _hang(tree, row.node, open_headings[-1])
    tree.unused = [heading for pool in free.values() for heading in pool]
    return tree


def _hang(tree: Tree, node: Indicator, parent: Indicator | None) -> None:
    tree.nodes.append(node)
    if parent is not None:
        tree.parents[id(node)] = parent


def _common(words: Sequence[str], headings: Sequence[Indicator]) -> int:
    """How many headings of the row before also stand over this one.

    A row without level 2 closes the level-2 heading of the row before.
    """
    count = 0
    for word, heading in zip(words, headings, strict=False):
        if word != heading.name:
            break
        count += 1
    return count

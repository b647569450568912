# SPDX-License-Identifier: Apache-2.0
"""Conditions of a definition: parsed once, exact in decimals, and honest about what is not known.

`area_m2 >= relieved(10000) and count(tenants) >= 50` is an expression over field ids. Number
literals become Decimal (`Decimal("10.1") <= 10.1` is False for a float). An operand that is empty
makes the whole *not yet known*, unless the rest decides it (`false and unknown` is false).
"""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from simpleeval import InvalidExpression, SimpleEval

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class NotYetKnownError(Exception):
    """An operand is empty, so the outcome is not known; never leaves this module."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a repeating table as a condition sees them; `tenants.area_m2` is a column."""

    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of a condition stand for.

    Attributes:
        values: By field id; None where empty. A repeating table is a `Table`, a series a mapping
            from year to Decimal.
        relief: The share by which `relieved(n)` lowers a threshold (0.2 for a hardship area).
    """

    values: Mapping[str, Any]
    relief: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed expression.

    Attributes:
        source: As written in the definition.
        names: The field ids (`tenants.area_m2` for a column) it depends on.
        functions: The functions it calls.
    """

    source: str
    tree: ast.expr = field(compare=False, repr=False)
    names: frozenset[str] = field(compare=False, repr=False)
    functions: frozenset[str] = field(compare=False, repr=False)

    def value(self, scope: Scope) -> Any:
        """The value in a scope, or None where an empty operand leaves it not yet known."""
        try:
            return _Evaluator(scope).eval(self.source, previously_parsed=self.tree)
        except (NotYetKnownError, ZeroDivisionError, InvalidOperation):
            return None

    def holds(self, scope: Scope) -> bool | None:
        """True, False, or None for not yet known."""
        found = self.value(scope)
        return None if found is None else bool(found)


def parse_condition(source: str) -> Condition:
    """Parse an expression of a definition.

    Raises:
        ValueError: It is not an expression of this language; the text says what is wrong.
    """
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(str(error.msg)) from error
    names: set[str] = set()
    functions: set[str] = set()
    _collect(tree, names, functions)
    return Condition(source, _Exact().visit(tree), frozenset(names), frozenset(functions))


def _collect(node: ast.AST, names: set[str], functions: set[str]) -> None:
    match node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            functions.add(name)
            for child in (*args, *(keyword.value for keyword in keywords)):
                _collect(child, names, functions)
        case ast.Attribute(value=ast.Name(id=table), attr=column):
            names.add(f"{table}.{column}")
        case ast.Name(id=name):
            names.add(name)
        case ast.Call() | ast.Attribute() | ast.Lambda() | ast.Starred() | ast.NamedExpr():
            raise ValueError(ast.unparse(node))
        case _:
            if type(node) not in _ALLOWED:
                raise ValueError(ast.unparse(node))
            for child in ast.iter_child_nodes(node):
                _collect(child, names, functions)


_ALLOWED = {
    *(ast.Constant, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp),
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE),
    *(ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.IfExp, ast.List, ast.Tuple, ast.Load),
}


class _Exact(ast.NodeTransformer):
    """Number literals become Decimal, exactly as they are written."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            exact: Any = Decimal(repr(node.value))
            return ast.copy_location(ast.Constant(exact), node)
        return node


class _Evaluator(SimpleEval):  # type: ignore[misc] # simpleeval has no types
    """simpleeval with three-valued logic, columns of tables, and our functions."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(names=self._name, functions=FUNCTIONS)
        self._scope = scope
        self.nodes[ast.Constant] = lambda node: node.value
        self.nodes[ast.BoolOp] = self._logic
        self.nodes[ast.Attribute] = self._column
        self.nodes[ast.List] = self.nodes[ast.Tuple] = self._items
        self.nodes[ast.Call] = self._call

    def _name(self, node: ast.Name) -> Any:
        value = self._scope.values.get(node.id)
        if value is None or value == "" or value == ():
            raise NotYetKnownError
        return value

    def _column(self, node: ast.Attribute) -> list[Any]:
        table = self._scope.values.get(node.value.id)  # type: ignore[attr-defined] # checked when parsed
        if not isinstance(table, Table) or not table.rows:
            raise NotYetKnownError
        return [row[node.attr] for row in table.rows if row.get(node.attr) is not None]

    def _items(self, node: ast.List | ast.Tuple) -> tuple[Any, ...]:
        return tuple(self._eval(item) for item in node.elts)

    def _logic(self, node: ast.BoolOp) -> bool:
        decisive = isinstance(node.op, ast.Or)
        unknown = False
        for operand in node.values:
            try:
                if bool(self._eval(operand)) is decisive:
                    return decisive
            except NotYetKnownError:
                unknown = True
        if unknown:
            raise NotYetKnownError
        return not decisive

    def _call(self, node: ast.Call) -> Any:
        name = node.func.id  # type: ignore[attr-defined] # checked when parsed
        if name in _LENIENT:
            return _LENIENT[name]([self._or_none(argument) for argument in node.args])
        arguments = [self._eval(argument) for argument in node.args]
        if name == "relieved":
            return arguments[0] * (1 - self._scope.relief)
        return FUNCTIONS[name](*arguments)

    def _or_none(self, node: ast.expr) -> Any:
        try:
            return self._eval(node)
        except NotYetKnownError:
            return None


def _numbers(items: Any) -> list[Decimal]:
    found = list(items.values()) if isinstance(items, dict) else list(items)
    known = [Decimal(item) for item in found if item is not None]
    if not known:
        raise NotYetKnownError
    return known


def _growth(series: Mapping[int, Decimal]) -> Decimal:
    years = sorted(series)
    if len(years) < 2:  # noqa: PLR2004 - growth needs two years
        raise NotYetKnownError
    before, after = Decimal(series[years[-2]]), Decimal(series[years[-1]])
    return (after - before) / before * 100


def _years(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _count(items: Any) -> int:
    return len(items.rows) if isinstance(items, Table) else len(items)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sum": lambda items: sum(_numbers(items)),
    "min": lambda *items: min(_numbers(items[0] if len(items) == 1 else items)),
    "max": lambda *items: max(_numbers(items[0] if len(items) == 1 else items)),
    "mean": lambda items: sum(_numbers(items)) / len(_numbers(items)),
    "count": _count,
    "distinct": lambda items: len(set(items)),
    "contains": lambda items, item: item in items,
    "ceil": math.ceil,
    "floor": math.floor,
    "abs": abs,
    "length": len,
    "latest": lambda series: series[max(series)],
    "growth": _growth,
    "days": lambda start, end: (end - start).days,
    "years": _years,
    "year": lambda day: day.year,
    "relieved": lambda number: number,
}
"""`growth` is in percent of the year before; `years` are completed years from the first date."""

_LENIENT: Mapping[str, Callable[[list[Any]], Any]] = {
    "filled": lambda found: all(item is not None for item in found),
    "default": lambda found: next((item for item in found if item is not None), None),
    "count": lambda found: 0 if found[0] is None else _count(found[0]),
}

FUNCTION_NAMES: frozenset[str] = frozenset({*FUNCTIONS, *_LENIENT})

CALCULATION_ERRORS = (TypeError, AttributeError, ValueError, KeyError, InvalidExpression)
"""What a condition raises whose operands do not fit each other; found when a definition is loaded."""

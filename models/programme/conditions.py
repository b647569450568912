# SPDX-License-Identifier: Apache-2.0
"""Conditions of a definition: parsed once, exact in decimals, and honest about what is not known.

`area_m2 >= relieved(10000) and count(tenants) >= 50` is an expression over field ids. Number
literals become Decimal (`Decimal("10.1") <= 10.1` is False for a float). An operand that is empty
makes the whole *not yet known*, unless the rest decides it (`false and unknown` is false).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from simpleeval import InvalidExpression

from models.language import message
from models.programme.calculation import calculation
from models.programme.functions import FUNCTION_NAMES, LENIENT, UNKNOWN_ERRORS, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.language import Message

__all__ = [
    "CALCULATION_ERRORS",
    "FUNCTION_NAMES",
    "Condition",
    "Scope",
    "Table",
    "parse_condition",
]

LONGEST = 2000
"""Characters of an expression; a longer one is no rule that anybody could read."""

_DEEPEST = 60


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
        needed: The field ids without which it has no value: while one is empty, it is not yet known.
    """

    source: str
    tree: ast.expr = field(compare=False, repr=False)
    names: frozenset[str] = field(compare=False, repr=False)
    functions: frozenset[str] = field(compare=False, repr=False)
    needed: frozenset[str] = field(compare=False, repr=False)

    def value(self, scope: Scope) -> Any:
        """The value in a scope, or None where an empty operand leaves it not yet known."""
        try:
            return calculation(self.tree)(scope)
        except UNKNOWN_ERRORS:
            return None

    def holds(self, scope: Scope) -> bool | None:
        """True, False, or None for not yet known."""
        found = self.value(scope)
        return None if found is None else bool(found)

    def parts(self) -> Iterator[Condition]:
        """The branches of `and`, `or` and `if`, of which one trial leaves out some."""
        for node in ast.walk(self.tree):
            branches: list[ast.expr] = []
            if isinstance(node, ast.BoolOp):
                branches = node.values
            elif isinstance(node, ast.IfExp):
                branches = [node.test, node.body, node.orelse]
            for branch in branches:
                yield Condition(self.source, branch, self.names, self.functions, _needed(branch))

    def compared(self) -> Iterator[tuple[str, str]]:
        """Each field that is compared with a text, and that text."""
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Compare) or len(node.comparators) != 1:
                continue
            left, right = node.left, node.comparators[0]
            if isinstance(left, ast.Name):
                for item in right.elts if isinstance(right, ast.Tuple | ast.List) else [right]:
                    if isinstance(item, ast.Constant) and isinstance(item.value, str):
                        yield left.id, item.value


class NotAConditionError(ValueError):
    """An expression that the language of definitions does not have; pydantic hands it on."""

    def __init__(self, fault: Message) -> None:
        super().__init__(str(fault))
        self.fault = fault


_TOO_DEEP = message("it is nested too deeply")


def _not_used_here(node: ast.AST) -> Message:
    return message("{part} cannot be used in a condition", part=ast.unparse(node)[:40])


def parse_condition(source: str) -> Condition:
    """Parse an expression of a definition.

    Raises:
        NotAConditionError: It is not an expression of this language; its fault says what is wrong.
    """
    if len(source) > LONGEST:
        raise NotAConditionError(message("it has more than {n} characters", n=LONGEST))
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as error:
        at = message("it cannot be read at character {column}", column=error.offset or 1)
        raise NotAConditionError(at) from error
    except (RecursionError, MemoryError) as error:
        raise NotAConditionError(_TOO_DEEP) from error
    names: set[str] = set()
    functions: set[str] = set()
    _collect(tree, names, functions, _DEEPEST)
    exact: ast.expr = _Exact().visit(tree)
    return Condition(source, exact, frozenset(names), frozenset(functions), _needed(exact))


def _needed(node: ast.expr) -> frozenset[str]:
    """The names without which an expression has no value, as `calculation` goes through it."""
    match node:
        case ast.Name(id=name):
            return frozenset({name})
        case ast.Attribute() | ast.Constant():  # a table is always there, if only without rows
            return frozenset()
        case ast.Call(func=ast.Name(id=name)) if name in LENIENT:
            return frozenset()
        case ast.Compare(left=left, comparators=[second, *_]):  # one comparison may decide a chain
            return _needed(left) | _needed(second)
        case ast.BoolOp(values=values):  # each alone may decide it
            return frozenset.intersection(*map(_needed, values))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _needed(test) | (_needed(body) & _needed(orelse))
        case ast.Call(args=operands) | ast.List(elts=operands) | ast.Tuple(elts=operands):
            return frozenset().union(*map(_needed, operands))
        case ast.BinOp(left=left, right=right):
            return _needed(left) | _needed(right)
        case ast.UnaryOp(operand=operand):
            return _needed(operand)
        case _:
            return frozenset()


def _collect(node: ast.AST, names: set[str], functions: set[str], depth: int) -> None:
    if depth == 0:
        raise NotAConditionError(_TOO_DEEP)
    match node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            functions.add(name)
            for argument in args:
                _collect(argument, names, functions, depth - 1)
        case ast.Attribute(value=ast.Name(id=table), attr=column):
            names.add(f"{table}.{column}")
        case ast.Name(id=name):
            names.add(name)
        case ast.Call() | ast.Attribute() | ast.Lambda() | ast.Starred() | ast.NamedExpr():
            raise NotAConditionError(_not_used_here(node))
        case ast.Constant(value=value) if not isinstance(value, bool | int | float | str):
            raise NotAConditionError(_not_used_here(node))
        case _:
            if type(node) not in _ALLOWED:
                raise NotAConditionError(_not_used_here(node))
            for child in ast.iter_child_nodes(node):
                _collect(child, names, functions, depth - 1)


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


CALCULATION_ERRORS = (TypeError, AttributeError, ValueError, KeyError, InvalidExpression)
"""What a condition raises whose operands do not fit; found when a definition is loaded."""

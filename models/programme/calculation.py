# SPDX-License-Identifier: Apache-2.0
"""Expressions of a definition as functions of a scope: each part is made into one once, then only called.

Rules are asked of every row of an import, so nothing is looked up in the expression again. Operators
are simpleeval's, with its limits on texts; nothing but what `conditions` lets through is known here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from simpleeval import DEFAULT_OPERATORS

from models.programme.functions import (
    FUNCTIONS,
    LENIENT,
    UNKNOWN_ERRORS,
    NotYetKnownError,
    Table,
)

if TYPE_CHECKING:
    from models.programme.conditions import Scope

Calculation: TypeAlias = "Callable[[Scope], Any]"
"""Gives the value of an expression in a scope.

Raises:
    NotYetKnownError: An operand is empty.
    ArithmeticError: There is no such number.
"""


@lru_cache(maxsize=4_096)
def calculation(node: ast.expr) -> Calculation:
    """What calculates an expression that `conditions` has read."""
    return _MAKERS[type(node)](node)


def _constant(node: ast.Constant) -> Calculation:
    value = node.value
    return lambda _: value


def _name(node: ast.Name) -> Calculation:
    name = node.id

    def calculate(scope: Scope) -> Any:
        value = scope.values.get(name)
        if value is None or (not value and isinstance(value, str | tuple | Mapping)):
            raise NotYetKnownError
        return Decimal(value) if type(value) is int else value

    return calculate


def _column(node: ast.Attribute) -> Calculation:
    assert isinstance(node.value, ast.Name)
    table_id, column = node.value.id, node.attr

    def calculate(scope: Scope) -> list[Any]:
        table = scope.values.get(table_id)
        if not isinstance(table, Table) or not table.rows:
            raise NotYetKnownError
        return [_exact(row[column]) for row in table.rows if row.get(column) is not None]

    return calculate


def _items(node: ast.List | ast.Tuple) -> Calculation:
    items = [calculation(item) for item in node.elts]
    return lambda scope: tuple([item(scope) for item in items])


def _unary(node: ast.UnaryOp) -> Calculation:
    operator, operand = DEFAULT_OPERATORS[type(node.op)], calculation(node.operand)
    return lambda scope: operator(operand(scope))


def _binary(node: ast.BinOp) -> Calculation:
    operator = _OPERATORS[type(node.op)]
    left, right = calculation(node.left), calculation(node.right)
    return lambda scope: operator(left(scope), right(scope))


def _comparison(node: ast.Compare) -> Calculation:
    first = calculation(node.left)
    rest = [
        (_OPERATORS[type(operator)], calculation(operand))
        for operator, operand in zip(node.ops, node.comparators, strict=True)
    ]
    if len(rest) == 1:
        (compare, second), *_ = rest
        return lambda scope: compare(first(scope), second(scope))

    def calculate(scope: Scope) -> Any:
        outcome, right = True, first(scope)
        for compare, operand in rest:
            left, right = right, operand(scope)
            outcome = compare(left, right)
            if not outcome:
                break
        return outcome

    return calculate


def _logic(node: ast.BoolOp) -> Calculation:
    decisive = isinstance(node.op, ast.Or)
    operands = [calculation(item) for item in node.values]

    def calculate(scope: Scope) -> bool:
        unknown = False
        for operand in operands:
            try:
                if bool(operand(scope)) is decisive:
                    return decisive
            except UNKNOWN_ERRORS:
                unknown = True
        if unknown:
            raise NotYetKnownError
        return not decisive

    return calculate


def _choice(node: ast.IfExp) -> Calculation:
    test, body, orelse = map(calculation, (node.test, node.body, node.orelse))
    return lambda scope: body(scope) if test(scope) else orelse(scope)


def _call(node: ast.Call) -> Calculation:
    assert isinstance(node.func, ast.Name)
    name = node.func.id
    arguments = [calculation(argument) for argument in node.args]
    if name in LENIENT:
        lenient = LENIENT[name]
        return lambda scope: lenient([_or_none(argument, scope) for argument in arguments])
    if name == "relieved":
        number = arguments[0]
        return lambda scope: number(scope) * (1 - scope.relief)
    # A name that is no function is a KeyError when it is asked for, not when it is read.
    return lambda scope: FUNCTIONS[name](*[argument(scope) for argument in arguments])


def _or_none(argument: Calculation, scope: Scope) -> Any:
    try:
        return argument(scope)
    except UNKNOWN_ERRORS:
        return None


def _exact(value: Any) -> Any:
    """A whole number as Decimal, so that a quotient of two is exact and fits the others."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


_OPERATORS: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    **DEFAULT_OPERATORS,
    ast.Div: lambda left, right: _exact(left) / right,
}
_MAKERS: Mapping[type[ast.expr], Callable[[Any], Calculation]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _column,
    ast.List: _items,
    ast.Tuple: _items,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Compare: _comparison,
    ast.BoolOp: _logic,
    ast.IfExp: _choice,
    ast.Call: _call,
}

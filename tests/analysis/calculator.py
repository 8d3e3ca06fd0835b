"""A pocket calculator of its own: +, −, ×, ÷, ^, ln and brackets, in exact decimals."""

from __future__ import annotations

import ast
from decimal import Decimal, localcontext

_SIGNS = str.maketrans({"−": "-", "×": "*", "÷": "/"})
_DIGITS = 60


def worth(text: str) -> tuple[Decimal, Decimal]:
    """What the calculation gives, and the largest figure that was put into it."""
    tree = ast.parse(text.translate(_SIGNS).replace("^", "**"), mode="eval")
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    with localcontext(prec=_DIGITS):
        return _worth(tree.body), max(Decimal(repr(each)) for each in constants)


def _worth(node: ast.expr) -> Decimal:
    match node:
        case ast.Constant(value=value):
            return Decimal(repr(value))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_worth(operand)
        case ast.Call(func=ast.Name(id="ln"), args=[operand]):
            return _worth(operand).ln()
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _worth(left) + _worth(right)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _worth(left) - _worth(right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _worth(left) * _worth(right)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _worth(left) / _worth(right)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            base, power = _worth(left), _worth(right)
            return base**power if base else Decimal(0)
    raise ValueError(ast.dump(node))

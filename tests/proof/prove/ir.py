"""The part of LLVM's textual IR that rustc makes of integer arithmetic, parsed.

Whatever is not known here is an error, never skipped: a proof about half a function is none.
"""

import re
from dataclasses import dataclass, field

NAME = r'[%@](?:"[^"]+"|[\w.$-]+)'
# Attributes of parameters, calls and operations that say nothing about values or only promise more.
ATTRIBUTE = re.compile(
    r"\b(?:noundef|nonnull|noalias|readonly|writeonly|readnone|captures\(\w+\)|zeroext|signext|fastcc|"
    r"tail|musttail|align \d+|dereferenceable\(\d+\)|range\([^)]*\)|initializes\(\([^)]*\)\)|"
    r"inbounds|samesign|nneg|nuw|nsw|exact|immarg|returned)(?=[\s,)]|$)"
)


@dataclass
class Instruction:
    """`result = opcode rest`; the block it is in is known to the block."""

    result: str | None
    opcode: str
    rest: str
    is_disjoint: bool = False


@dataclass
class Function:
    name: str
    returns: str
    parameters: list[tuple[str, str]]
    blocks: dict[str, list[Instruction]] = field(default_factory=dict)
    entry: str = ""


def split(text: str) -> list[str]:
    """At commas that are in no bracket."""
    parts, depth, current = [], 0, ""
    for char in text:
        depth += char in "([{<"
        depth -= char in ")]}>"
        if char == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += char
    return parts + [current.strip()] if current.strip() else parts


def clean(text: str) -> str:
    text = re.sub(r", ![\w.]+ ![\w.]+", "", text)
    text = re.sub(r" #\d+\b", "", text)
    return re.sub(r"\s+", " ", ATTRIBUTE.sub("", text)).strip()


def parse(text: str) -> dict[str, Function]:
    functions: dict[str, Function] = {}
    function, block = None, ""
    for raw in text.splitlines():
        line = raw.split(" ; ")[0].rstrip() if not raw.startswith(";") else ""
        if line.startswith("define"):
            head = re.match(rf"define (.*?)({NAME})\((.*)\)", line)
            returns = clean(re.sub(r"\b(internal|hidden|dso_local|private)\b", "", head[1]))
            parameters = []
            for part in split(re.split(r"\) (?:unnamed_addr|#|personality)", head[3])[0]):
                pieces = clean(part).split(" ")
                parameters.append((pieces[0], pieces[-1]))
            function = Function(head[2].strip('@"'), returns, parameters)
            functions[function.name] = function
        elif line == "}":
            function = None
        elif function is not None and line:
            label = re.match(r'^("[^"]+"|[\w.$-]+):', line)
            if label:
                block = label[1]
                function.blocks[block] = []
                function.entry = function.entry or block
            else:
                function.blocks[block].append(instruction(line.strip()))
    return functions


def instruction(line: str) -> Instruction:
    match = re.match(rf"(?:({NAME}) = )?(.*)", line)
    is_disjoint = " or disjoint " in f" {match[2]}"
    text = clean(match[2].replace("or disjoint ", "or ", 1))
    opcode, _, rest = text.partition(" ")
    return Instruction(match[1], opcode, rest, is_disjoint)

"""Find and load the spaCy pipeline that claimx parses with."""

from __future__ import annotations

import gc
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoints
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from claimx.errors import EnvironmentProblem, brief
from claimx.parsing.shipped import BASE_MODEL, check_sums, model_folder
from claimx.parsing.special_cases import postpone

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.parsing.parse import Parser

NEEDED = ("tagger", "parser", "ner")
NEW_STRINGS = 100_000
"""Strings that a pipeline may learn before it is loaded afresh: about 45 MB, several thousand articles of news."""
_CODE = re.compile(r"^\[[EW]\d{3,4}\] ?")
_EMPTY_TOKENIZER = "claimx.empty_tokenizer"

_LOADING = RLock()
"""Held while a pipeline is loaded: meanwhile the plug-ins of all are hidden, and modules stand in for others."""
_loaded: dict[str | None, tuple[Parser, int]] = {}


def load_model(name: str | None = None) -> Language:
    """The pipeline of that name, shared within the process."""
    return load_parser(name).nlp


def load_parser(name: str | None = None) -> Parser:
    """The parser over the pipeline of that name, shared within the process.

    spaCy keeps every string it ever met. A pipeline that has learned too many is dropped and loaded again, so that
    memory stays flat; Docs made before stay valid. Ask again for each article, and keep nothing: a parser that is held
    keeps its pipeline. (`nlp.memory_zone` leaves dangling tokens, cannot be shared by threads, and its tables still
    grow.)
    """
    from claimx.parsing.parse import Parser

    with _LOADING:
        parser, limit = _loaded.get(name, (None, 0))
        if parser is not None and len(parser.nlp.vocab.strings) <= limit:
            return parser
        del parser
        if _loaded.pop(name, None):
            gc.collect()
        parser = Parser(read_model(name, special_cases=False))
        _loaded[name] = parser, len(parser.nlp.vocab.strings) + NEW_STRINGS
        return parser


def meta_of(name: str | None = None) -> dict[str, Any]:
    """The `meta.json` of a pipeline, read without loading spaCy where it can be found."""
    folder = model_folder(f"base/{BASE_MODEL}") if name is None else Path(name)
    if not folder.is_dir() and name and name.isidentifier():
        spec = find_spec(name)
        folder = Path(*(spec.submodule_search_locations or [])[:1]) if spec else folder
    if (folder / "meta.json").is_file():
        return dict(json.loads((folder / "meta.json").read_text(encoding="utf-8")))
    return dict(load_model(name).meta)


def read_model(name: str | None = None, *, special_cases: bool = True) -> Language:
    """The base pipeline, or an installed package or folder by its name, from disk.

    Without `special_cases`, the tokenizer of the base pipeline gets its own when texts need them (`prepare`).
    Raises EnvironmentProblem when the model is missing or has no tagger, parser or entity recogniser.
    """
    try:
        with _LOADING:
            use_numpy()
            nlp = read_base(special_cases=special_cases) if name is None else read_parts(name)
    except EnvironmentProblem:
        raise
    except Exception as error:  # a damaged or foreign folder makes spaCy, srsly and thinc raise what they like
        raise EnvironmentProblem(
            f"model {name!r} cannot be loaded: give a folder or an installed package, "
            f"for example after 'python -m pip install en_core_web_md' ({reason_of(error)})"
        ) from error
    missing = [part for part in NEEDED if part not in nlp.pipe_names]
    if missing:
        raise EnvironmentProblem(
            f"model {name!r} has no {' and no '.join(missing)}: choose an English pipeline with them"
        )
    return nlp


def use_numpy() -> None:
    """Import spaCy, with NumPy's kernels: on common AMD servers its own (BLIS) are three times slower, parses equal."""
    import_spacy()
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))


def read_parts(target: str | Path, *without: str, **settings: Any) -> Language:
    """A pipeline without the parts that claimx never asks."""
    import spacy

    return spacy.load(target, exclude=["senter", "attribute_ruler", "lemmatizer", *without], **settings)


def read_base(*, special_cases: bool) -> Language:
    """The shipped pipeline; its tokenizer reads its rules from disk only, where spaCy first makes those of English."""
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.util import registry

    folder = model_folder(f"base/{BASE_MODEL}")
    check_sums(folder)
    registry.tokenizers(_EMPTY_TOKENIZER, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    settings = {"nlp": {"tokenizer": {"@tokenizers": _EMPTY_TOKENIZER}}}
    with without_plugins():
        nlp = read_parts(folder, "tokenizer", config=settings)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": "spacy.Tokenizer.v1"}
    tokenizer: Any = nlp.tokenizer
    tokenizer.from_disk(folder / "tokenizer", exclude=["vocab", *([] if special_cases else ["exceptions"])])
    if not special_cases:
        postpone(nlp)
    return nlp


@contextmanager
def without_plugins() -> Iterator[None]:
    """Let spaCy look for nothing among the plug-ins of installed packages, which it does 170 times while loading."""
    import catalogue  # type: ignore[import-untyped]

    before = catalogue.AVAILABLE_ENTRY_POINTS
    catalogue.AVAILABLE_ENTRY_POINTS = EntryPoints(())
    try:
        yield
    finally:
        catalogue.AVAILABLE_ENTRY_POINTS = before


def import_spacy() -> None:
    """Import spaCy without its command line: that brings an HTTP client and more, nearly half of the import.

    `spacy.info` and `import spacy.cli` work as ever afterwards, and load it then.
    """
    if "spacy" in sys.modules:
        return
    places = "spacy.cli", "spacy.cli.info"
    sys.modules.update({place: ModuleType(place) for place in places})
    sys.modules["spacy.cli.info"].info = info  # type: ignore[attr-defined]
    try:
        import spacy  # noqa: F401
    finally:
        for place in places:
            del sys.modules[place]


def info(*arguments: Any, **options: Any) -> Any:
    """`spacy.info`, from spaCy's command line."""
    from spacy.cli.info import info as described

    return described(*arguments, **options)


def reason_of(error: BaseException) -> str:
    """What spaCy says in a first line, without the code that it begins with ("[E050] Can't find model …")."""
    return _CODE.sub("", brief(error))

"""Where the shipped weights lie, and whether they are whole."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.errors import EnvironmentProblem, brief

if TYPE_CHECKING:
    import numpy as np

    Arrays = dict[str, np.ndarray[Any, np.dtype[Any]]]

BASE_MODEL = "en_core_web_sm"
CHECKSUMS = "SHA256SUMS"
WEIGHTS = "weights.npz"
_HERE = Path(__file__).resolve().parents[1]
# A wheel carries the weights inside the package, a checkout keeps them beside it.
_FOLDERS = (_HERE / "models", _HERE.parent / "models")


def model_folder(name: str) -> Path:
    """The folder of shipped weights called `name` ("base/en_core_web_sm", "attribution").

    Raises EnvironmentProblem when neither a wheel nor a checkout holds it.
    """
    for folder in _FOLDERS:
        if (folder / name).is_dir():
            return folder / name
    raise EnvironmentProblem(f"model {name!r} is missing from this installation: reinstall claimx")


def check_sums(folder: Path) -> None:
    """Compare shipped weights with the checksums beside them; raises EnvironmentProblem when they differ."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        listed = [(name, digest) for digest, name in map(str.split, lines)]
        wrong = [name for name, digest in listed if sha256((folder / name).read_bytes()).hexdigest() != digest]
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(f"{folder} is damaged: reinstall claimx ({brief(error)})") from error
    if wrong or not listed:
        raise EnvironmentProblem(f"{folder / (wrong or [CHECKSUMS])[0]} is damaged: reinstall claimx")


def trained_folder(name: str) -> Path | None:
    """The folder of trained weights called `name`; None where the installation carries none."""
    try:
        folder = model_folder(name)
    except EnvironmentProblem:
        return None
    return folder if (folder / WEIGHTS).is_file() else None


def arrays_of(folder: Path) -> Arrays:
    """The trained weights of a folder, checked; raises EnvironmentProblem when they are damaged."""
    import numpy as np

    check_sums(folder)
    with np.load(folder / WEIGHTS, allow_pickle=False) as arrays:
        return dict(arrays)

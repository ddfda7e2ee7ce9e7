"""Writes the manifest with the hashes and the model card; both describe the files beside them."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from encoder.network import LONGEST
from encoder.outputs import NAMES
from encoder.sources import PINS

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("encoder.onnx", "tokenizer.json", "out_of_fold.npz")

_CARD = """# Model card: the encoder of the chat

Made by `make encoder` on {made}; do not edit by hand. `manifest.json` names the files by SHA-256.

**What it is.** multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672; MIT licence), 12 layers of
384, its vocabulary trimmed to the {pieces} pieces that French, Dutch, English and German chats
need, fine-tuned on our own labelled messages with one linear head: 49 topics, 3 roles, 10 signals and
the wish for a person. 8-bit ONNX, {size:.1f} MB, licence MIT.

**Where it comes from.** 4-bit weights and tokenizer out of packages of the Python index, by hash:

```
{pins}
```

**Data.** {count} redacted messages of data/nlu ({languages}), each written by hand for this project by
language models playing different children and adults; all but the first 7,500 were read blind by a second one, the
same model. None is a message of a real child. `out_of_fold.npz` holds, for each of them by the hash of its text, the scores of a network that has
not seen it: whatever is fitted on top of the encoder is fitted on those.

**What it is for.** One message in French or Dutch, up to {longest} pieces, inside the pipeline of `config.yml`:
beside n-grams, phrases and lexicons, never alone.

**What it must not be used for.** Deciding alone whether a child is in danger; anything about the person who
writes (age, identity, guilt); other languages; texts longer than a chat message; finding offenders; any use without a
human who can take over.

## Figures

On {measured} messages of tests/understanding, by writers who had not seen data/nlu. The encoder alone; a mark is
set where its score is above 0. The pipeline's own figures: docs/explanation/understanding.md.

{held_out}

Out of fold, on the lines of data/nlu (each read by a network that saw only the other half):

{out_of_fold}
"""


def write(folder: Path, **facts: Any) -> None:
    """Write README.md and manifest.json beside the files; `facts` fill the card."""
    made = datetime.now(timezone.utc).date().isoformat()
    size = (folder / "encoder.onnx").stat().st_size / 1e6
    card = _CARD.format(
        made=made, size=size, longest=LONGEST, pins=PINS.read_text("utf-8").strip(), **facts
    )
    (folder / "README.md").write_text(card, "utf-8")
    manifest = {
        "made": made,
        "sha256": {name: sha256_of(folder / name) for name in (*FILES, "README.md")},
        "scores": list(NAMES),
        "longest": LONGEST,
        "examples": facts["count"],
    }
    text = json.dumps(manifest, indent=1)
    (folder / "manifest.json").write_text(f"{text}\n", "utf-8")


def sha256_of(file: Path) -> str:
    """Hash a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()

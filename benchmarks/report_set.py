"""How long the whole set of the real round takes, beside what an office does today.

Ours: narrative, indicator report and six briefs, each as DOCX, PDF, XLSX and Markdown, from the records.
Peer: LibreOffice turning our two DOCX files into PDF, one format of two documents, nothing computed.
Run: ``python -m benchmarks.report_set``; it loads the real round into a database of its own.
"""

from . import ground

# isort: split
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from opensalw.cli.command import OPERATOR
from opensalw.cli.report import round_of
from opensalw.core.session import acting_for, everywhere
from opensalw.documents.queries import FILE_FORMATS, document_set, printed
from opensalw.roadmap.commands.reconstruction import load_real_round

RUNS = 3


def ours(folder: Path) -> tuple[float, int, int]:
    """Seconds, files and bytes for the whole set."""
    began, files, size = time.perf_counter(), 0, 0
    with acting_for(*everywhere()):
        for kind, jid, document in document_set(round_of("wb-2019-H2"), briefs=True):
            for format in FILE_FORMATS:
                content = printed(document, format)
                (folder / f"{kind}{jid}.{format}").write_bytes(content)
                files, size = files + 1, size + len(content)
    return time.perf_counter() - began, files, size


def peer(folder: Path) -> float | None:
    """Seconds for LibreOffice to print two documents as PDF; None where it is not installed."""
    if not shutil.which("soffice"):
        return None
    began = time.perf_counter()
    files = [folder / "narrative.docx", folder / "indicators.docx"]
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder / "peer", *files],
        check=True, capture_output=True,
    )  # fmt: skip
    return time.perf_counter() - began


def main() -> None:
    """Print the medians and the ratio."""
    with ground.own_database(), tempfile.TemporaryDirectory() as name:
        with acting_for(*everywhere()):
            load_real_round(by=OPERATOR)
        folder = Path(name)
        runs = [ours(folder) for _run in range(RUNS)]
        seconds = sorted(run[0] for run in runs)[RUNS // 2]
        print(f"ours: {runs[0][1]} files, {runs[0][2] / 1e6:.1f} MB: {seconds:.2f} s (median of {RUNS})")
        theirs = [peer(folder) for _run in range(RUNS)]
        if theirs[0] is None:
            print("peer: LibreOffice is not installed, so there is no ratio")
        else:
            other = sorted(time for time in theirs if time is not None)[RUNS // 2]
            print(f"peer: LibreOffice, 2 DOCX to PDF: {other:.2f} s; ours takes {seconds / other:.2f} times as long")


if __name__ == "__main__":
    main()

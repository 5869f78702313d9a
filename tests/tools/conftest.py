"""Where the tools are that `make test-tools` sets up."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tool():
    """How a tool is started, by its name.

    The variable TOOLS says where they are; with it, one that is missing is a failure.
    """
    if not os.environ.get("TOOLS"):
        pytest.skip("needs other generators: make test-tools")

    def found(name: str) -> str:
        path = Path(os.environ["TOOLS"]) / name
        assert path.is_file(), f"{path} is not there"
        return str(path)

    return found


def pytest_terminal_summary(terminalreporter):
    """Each workflow and job that ran, with its result."""
    from runners import RAN

    if RAN:
        terminalreporter.section("workflows that ran")
        for workflow, job, on, runner, result in RAN:
            terminalreporter.write_line(f"{workflow:<16} {job:<28} {result:<10} {runner}: {on}")

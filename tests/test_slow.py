"""What is set apart as slow is there: a test that was renamed would come back unnoticed."""

from pathlib import Path

import pytest
from slow import SLOW


@pytest.mark.parametrize("name", SLOW)
def test_it_is_a_test_that_there_is(name):
    path, _, test = name.partition("::")
    assert f"def {test.partition('[')[0]}(" in (Path(__file__).parent / path).read_text(encoding="utf-8")

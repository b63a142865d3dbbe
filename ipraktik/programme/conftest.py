import shutil

import pytest

from ipraktik.programme.test_loader import OUTSIDE_VIEW


@pytest.fixture
def folder(tmp_path):
    """A copy of the second programme, to be spoilt."""
    shutil.copytree(OUTSIDE_VIEW, tmp_path / "programme")
    return tmp_path / "programme"

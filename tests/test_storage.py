"""Catalog and files elsewhere: what can be said without a PostgreSQL and an S3; `make remote` runs the pipeline over both."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from flows.cli import main
from transforms import settings
from transforms.publish import catalogs, lake, storage

URL = "postgresql://desk:Geheim1@127.0.0.1:1/news"


def test_a_catalog_that_is_not_there_is_told_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITYFACTS_CATALOG", URL)
    assert main(["run", "--warehouse", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "the catalog postgresql://desk@127.0.0.1:1/news cannot be reached" in told and "Geheim1" not in told and "Traceback" not in told
    assert catalogs.shown("postgresql://desk@10.0.0.1/news") == "postgresql://desk@10.0.0.1/news"


@pytest.mark.parametrize(("name", "value"), [("CATALOG", "mysql://u:Geheim1@host/db"), ("STORAGE", "/srv/Geheim1")])
def test_a_place_of_another_kind_is_refused(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(settings.SettingsError, match=f"{name.lower()} has to begin with") as told:
        settings.load({}, {f"CITYFACTS_{name}": value}, tmp_path / "none.toml")
    assert "Geheim1" not in str(told.value)


def test_files_on_s3_want_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    with pytest.raises(storage.StorageError, match="AWS_ACCESS_KEY_ID"):
        storage.secret_sql()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "it's")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://minio:9000")
    assert "KEY_ID 'it''s'" in storage.secret_sql() and "ENDPOINT 'minio:9000', URL_STYLE 'path', USE_SSL False" in storage.secret_sql()
    assert storage.folder(Path("/srv/news"), "s3://bucket/news/", "data") == "s3://bucket/news/data"
    assert storage.folder(Path("/srv/news"), "", "data") == "/srv/news/data"


@pytest.mark.parametrize("extension", ["httpfs", "postgres_scanner"])
def test_an_extension_that_cannot_be_had_is_told_with_the_mend(extension: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with lake.connect() as connection:
        connection.execute(f"SET extension_directory = '{tmp_path}'; SET custom_extension_repository = '{tmp_path / 'nowhere'}'")
        with pytest.raises(lake.LakeError, match=f"pip install duckdb-extension-{extension.replace('_', '-')}=="):
            lake.load(connection, extension)

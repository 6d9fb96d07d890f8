"""Settings, read from the environment (``ASSISTANT_*``) at the edge and passed on as one frozen object."""

import os
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError
from index.verifying.verifier import SHIPPED

ASKS_OF_A_MODEL = 8
AUTO, NONE, BY_MODEL = SHIPPED, "none", "model"  # verifiers; the last is the language model that is configured
PREFIX = "ASSISTANT_"
PACKAGE = Path(__file__).parent
LONGEST_CONTACT = 200  # characters
ROOT = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]{1,64}){1,8}")  # a path before our own


def one_line(text: str) -> str:
    """Return a contact as it is shown; raises ValueError where it is no short line or names no web page."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST_CONTACT or not text.isprintable():
        raise ValueError(f"it must be one line of at most {LONGEST_CONTACT} characters")
    for word in text.split():
        if "://" in word and not (urlsplit(word).scheme in ("http", "https") and urlsplit(word).hostname):
            raise ValueError(f"{word} is no web address: write one that begins with https://")
    return text


def web_address(text: str) -> str:
    """Return a whole address without the slash at its end; raises ValueError where it is none, or says too much."""
    parts = urlsplit(text.strip().rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("it must be an address such as https://report.example or https://intranet.example/assistant")
    if parts.query or parts.fragment or not (parts.path == "" or ROOT.fullmatch(parts.path)):
        raise ValueError("its path may hold letters, digits, dots, dashes and ~ only, and nothing may follow it")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}"


class Config(BaseSettings):
    """All settings, grouped by stage. Every default runs offline and without a language model."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    # index
    seeds: Path = Field(Path("seeds"), description="folder of the documents")
    data: Path = Field(
        Path(".assistant"), description="folder of the index, which can always be built again, and of the ratings"
    )
    embed_model: str = Field("all-MiniLM-L6-v2", description="embedding model: a name or a folder")
    embed_multilingual: str = Field(
        "auto", description="encoder of questions in other languages: `multilingual-e5-small`, `none`, or `auto`"
    )
    glossary: Path | None = Field(
        None, description="TOML file of terms in other languages; none means glossary.toml in the data folder"
    )
    reranker: str | None = Field(None, description="cross-encoder that reorders passages: a name or a folder")
    verifier: str = Field(
        AUTO,
        description="what tells whether the best sentences answer: `auto`, the verifier that comes along, `none`, a "
        "cross-encoder, by name or folder, or `model`, the language model",
    )
    build_wait: float = Field(600, ge=0, description="seconds to wait for another process that is building")

    # answers
    top_k: int = Field(8, ge=1, le=50, description="passages read for an answer")
    mode: Literal["auto", "extractive"] = Field("auto", description="`extractive` never asks the language model")
    contact: Annotated[str, AfterValidator(one_line)] | None = Field(
        None, description="whom to ask what the documents do not say: a name, an e-mail or web address"
    )
    max_question: int = Field(2000, ge=1, description="longest question, in characters")
    max_history: int = Field(40, ge=0, description="most messages of a conversation that are taken")
    max_history_chars: int = Field(40_000, ge=0, description="longest conversation, in characters")

    # the language model, which nothing needs: an OpenAI-compatible API
    llm_url: str | None = Field(None, description="address of a language model's API, such as http://127.0.0.1:8080/v1")
    llm_model: str | None = Field(None, description="the model's name there")
    llm_api_key: SecretStr | None = Field(None, description="key of that API, where it wants one")
    llm_gguf: Path | None = Field(None, description="model file that runs here instead; needs the extra `local`")
    llm_timeout: float = Field(60, gt=0, description="seconds that the model may take for an answer")
    llm_concurrency: int = Field(4, ge=1, description="requests that the model is sent at a time")
    llm_context: int = Field(8192, ge=512, description="tokens that the model can take, its own answer included")
    llm_max_tokens: int = Field(512, ge=1, description="longest answer of the model, in tokens")
    llm_suggest: bool = Field(True, description="whether the model also proposes what may be asked next")

    # serving
    max_body: int = Field(262_144, ge=1024, description="largest request body, in bytes")
    max_upload: int = Field(32, ge=1, le=64, description="largest document that is put in from the browser, in MB")
    max_library: int = Field(2048, ge=1, description="size up to which documents are put in from the browser, in MB")
    threads: int = Field(1, ge=0, description="threads of the question encoder for one question; 0 lets it choose")

    public_url: Annotated[str, AfterValidator(web_address)] | None = Field(
        None, description="whole address at which people reach the assistant, with the path where a proxy puts one"
    )

    # who may do what
    keys: Path | None = Field(None, description="file of the API keys; none means keys.json in the data folder")
    identity_header: str | None = Field(None, description="header in which a trusted proxy names the person")
    trusted_proxies: str | None = Field(None, description="addresses or networks of the proxies that are believed")
    proxy_hops: int = Field(1, ge=1, le=9, description="believed proxies that a request passes one after another")
    hosts: str | None = Field(
        None, description="names under which the server is called, with commas between; none means those of its address"
    )
    secret: SecretStr | None = Field(None, description="signs logins and visitors; none means new at every start")
    login_idle: int = Field(60, ge=1, description="minutes without a request after which a login ends")
    sites: Path | None = Field(None, description="TOML file of the sites that may show the widget")
    originals: bool = Field(True, description="whether the reader offers the documents' files")
    open_report: bool = Field(False, description="whether the reader needs no key; the widget's links lead there")
    quota: str = Field("120/minute", description="what each key, person or address may ask")
    quota_store: str = Field("memory://", description="where it is counted, such as redis://127.0.0.1:6379")
    stop_after: int = Field(90, ge=0, description="seconds that running answers may take when the server stops")
    log_format: Literal["text", "json"] = Field("text", description="text, or json for one object a line")
    log_questions: bool = Field(False, description="whether the log holds the questions that people ask")
    max_asks: int = Field(
        0, ge=0, description="questions answered at once, more wait; 0: one a core and one, 8 where a model writes"
    )
    max_waiting: int = Field(128, ge=0, description="questions that may wait; more are told to come back")
    ask_seconds: float = Field(90, gt=0, description="seconds that a question may take over HTTP, waiting included")

    # ratings
    feedback_url: SecretStr | None = Field(
        None, description="SQLAlchemy address of the ratings; without it `ratings.sqlite` in the data folder"
    )
    feedback_days: int = Field(400, ge=0, description="days for which a rating is kept; 0 keeps it until it is deleted")
    feedback_most: int = Field(20_000, ge=1, description="most ratings that are kept; more are refused")
    feedback_megabytes: int = Field(256, ge=1, description="largest file of ratings, where they are kept in SQLite")
    question_days: int = Field(0, ge=0, description="days for which every question is kept; 0 keeps none unrated")
    admin_key: SecretStr | None = Field(
        None, description="password of `/admin`, where ratings are read; none closes it"
    )

    @classmethod
    def load(cls) -> "Config":
        """Read the environment; raises SettingsError that names the setting and its value."""
        try:
            return cls()
        except ValidationError as error:
            first = error.errors()[0]
            name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
            raise SettingsError(f"{name} cannot be {first.get('input')!r}: {first['msg'].lower()}.") from error

    def environment(self) -> dict[str, str]:
        """Return the environment for a child process that is to run with the same settings."""
        changed = {PREFIX + name.upper(): plain(getattr(self, name)) for name in self.model_fields_set}
        return {name: value for name, value in {**os.environ, **changed}.items() if value is not None}

    @property
    def writes(self) -> bool:
        """Whether a language model is to write the answers."""
        return self.mode == "auto" and bool(self.llm_url or self.llm_gguf)

    @property
    def verifies_by_model(self) -> bool:
        """Whether the language model is to tell if the best sentences answer."""
        return self.verifier == BY_MODEL and self.writes

    @property
    def verified_by(self) -> str:
        """What weights have to know of the verifier in use: its name, or which language model it is."""
        if self.verifier != BY_MODEL:
            return self.verifier
        name = self.llm_gguf.stem if self.llm_gguf else self.llm_model
        return f"{BY_MODEL} {name}" if self.writes else NONE

    @property
    def asks_at_once(self) -> int:
        """How many questions are answered at once: answering computes, waiting for a model does not."""
        return self.max_asks or (ASKS_OF_A_MODEL if self.writes else (os.cpu_count() or 1) + 1)

    @property
    def glossary_file(self) -> Path | None:
        """The file named, or the one in the data folder where there is one."""
        usual = self.data / "glossary.toml"
        return self.glossary or (usual if usual.is_file() else None)

    @property
    def seeds_folder(self) -> Path:
        """The documents: the folder named, or the ones that come with the package where the default is not there."""
        if self.seeds == Path("seeds") and not self.seeds.exists():
            return shipped("seeds")
        return self.seeds


def plain(value: object) -> str | None:
    """Return a setting as it is written in the environment, a secret unmasked; None where it is not set."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return None if value is None else str(value)


def shipped(name: str) -> Path:
    """Return a folder that comes with the project: beside the package in a checkout, inside it in a wheel."""
    beside = PACKAGE.parent / name
    return beside if beside.is_dir() else PACKAGE / name

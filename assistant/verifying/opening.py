"""Which verifier is set, ready for use."""

from assistant.config import AUTO, BY_MODEL, NONE, Config
from assistant.errors import SettingsError
from assistant.locale import LANGUAGES
from assistant.text.languages import Languages
from assistant.verifying.by_model import ModelVerifier
from assistant.writing.pen import Pen
from index.retrieval.reranker import CrossEncoderVerifier
from index.vectors.encoders import LateEncoder
from index.verifying.chinese import ChineseVerifier
from index.verifying.english import EnglishComparer, EnglishVerifier
from index.verifying.verifier import Verifier

MISSING = (
    "ASSISTANT_VERIFIER=model needs a language model: set ASSISTANT_LLM_URL and ASSISTANT_LLM_MODEL, or "
    "ASSISTANT_LLM_GGUF."
)


def open_verifiers(config: Config, foreign: LateEncoder | None) -> tuple[Verifier, ...]:
    """Return what reads every question's best sentences, if anything does; see ``open_by_model`` for what is costly.

    ``foreign`` is the encoder of other languages. Raises SettingsError where a language model is to do it and none is
    set, ModelError where there is no cross-encoder of that name.
    """
    require_model(config)
    if config.verifier == AUTO:
        others = [ChineseVerifier(foreign.get, config.threads)] if foreign else []
        return (EnglishVerifier(config.threads), EnglishComparer(config.threads), *others)
    return () if config.verifier in (BY_MODEL, NONE) else (CrossEncoderVerifier(config.verifier),)


def require_model(config: Config) -> None:
    """Raise SettingsError where a language model is to verify and none is set."""
    if config.verifier == BY_MODEL and not (config.llm_url or config.llm_gguf):
        raise SettingsError(MISSING)


def open_by_model(pen: Pen | None, languages: Languages) -> ModelVerifier | None:
    """Return the language model as the verifier, to be asked once an answer; None where it is not to do that."""
    if pen is None or pen.brief is None:
        return None
    prompts = {name: pen.prompts[f"verify.{name}"] for name in LANGUAGES}
    return ModelVerifier(pen.brief, prompts, languages.of)

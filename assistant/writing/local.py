"""A model file that runs in this process: llama.cpp behind an OpenAI-compatible server on loopback.

So one client serves all models. The only file that imports xllamacpp, from the extra ``local``.
"""

from pathlib import Path
from typing import Any

from assistant.config import Config
from assistant.errors import SettingsError

HOST = "127.0.0.1"


class LocalModel:
    """Runs for as long as this object lives. ``url`` is the address of its API, on a port of its own."""

    def __init__(self, path: Path, context: int, threads: int) -> None:
        """Load the file; raises SettingsError where it or the extra is missing, or the file is no model."""
        if not path.is_file():
            raise SettingsError(f"ASSISTANT_LLM_GGUF: there is no file {path}.")
        try:
            import xllamacpp
        except ImportError as error:
            raise SettingsError("ASSISTANT_LLM_GGUF needs the extra: pip install 'report-assistant[local]'.") from error
        try:
            self.server: Any = xllamacpp.Server(parameters(xllamacpp, path, context, threads))
        except RuntimeError as error:
            raise SettingsError(f"ASSISTANT_LLM_GGUF: {path} cannot be loaded as a model in GGUF format.") from error
        self.url = f"{self.server.listening_address}/v1"


def parameters(xllamacpp: Any, path: Path, context: int, threads: int) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.hostnames = [HOST]
    params.port = 0  # any that is free
    params.n_ctx = context
    params.n_parallel = 1
    params.verbosity = -1
    if threads:
        params.cpuparams.n_threads = threads
    return params


def with_local_model(config: Config) -> tuple[Config, LocalModel | None]:
    """Return the settings with the address of the model file's server, and that; as they are where no file is set."""
    if config.llm_gguf is None:
        return config, None
    if config.llm_url:
        raise SettingsError("Set either ASSISTANT_LLM_URL or ASSISTANT_LLM_GGUF, not both.")
    local = LocalModel(config.llm_gguf, config.llm_context, config.threads)
    return config.model_copy(update={"llm_url": local.url, "llm_model": config.llm_gguf.stem}), local

"""Rasa without TensorFlow: a stand-in answers what Rasa imports of it at its start.

Nothing in ``config.yml`` learns with TensorFlow, but Rasa 3.6 imports it for components that could. It is 1.9 of 3.4 GB
on disk and 300 MB of memory (docs/decisions/0016-without-tensorflow.md). The stand-in has names, so that Rasa's classes
can be defined, and refuses to do anything.
"""

import sys
import types
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Any

# What Rasa 3.6 asks of each package while it is imported. Another name means another Rasa: look whether it is used.
STANDS_IN_FOR: dict[str, frozenset[str]] = {
    "tensorflow": frozenset({"SparseTensor", "Tensor", "TensorShape", "TensorSpec", "function", "keras"}),
    "tensorflow.keras": frozenset({"layers", "metrics"}),
    "tensorflow.keras.utils": frozenset({"Sequence"}),
    "tensorflow.types.experimental": frozenset({"TensorLike"}),
    "keras": frozenset({"Model"}),
    "keras.utils": frozenset({"tf_utils"}),
    "keras.utils.control_flow_util": frozenset({"smart_cond"}),
}
# What learns with TensorFlow, of Rasa's own components and policies.
NEEDS_IT = (
    "DIETClassifier", "ResponseSelector", "TEDPolicy", "UnexpecTEDIntentPolicy", "ConveRTFeaturizer",
    "LanguageModelFeaturizer",
)  # fmt: skip


class TensorFlowIsMissing(RuntimeError):
    """Something asks for TensorFlow, which Skolebro does not install."""


def stand_in_for_tensorflow() -> None:
    """Let ``import tensorflow`` give the stand-in, also where the package is there; call before Rasa is imported."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def refuse_what_needs_it(config: dict[str, Any]) -> None:
    """Refuse a configuration that cannot be trained without TensorFlow.

    Args:
        config: what stands in ``config.yml``.

    Raises:
        TensorFlowIsMissing: it names a component or a policy that learns with it.
    """
    named = {str(one.get("name")) for part in ("pipeline", "policies") for one in config.get(part) or []}
    if asked := sorted(named & set(NEEDS_IT)):
        raise TensorFlowIsMissing(
            f"config.yml nævner {', '.join(asked)}, som kræver TensorFlow. Den følger ikke med; brug en anden"
            " (docs/decisions/0016-without-tensorflow.md)."
        )


class _Nothing(type):
    """The type of every name there is: a class that can be named, subclassed and used to decorate, and no more."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing(name, (), {})

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and isinstance(args[0], types.FunctionType) and not kwargs:
            return args[0]  # "@tf.function"
        raise TensorFlowIsMissing(f"{cls.__name__} kræver TensorFlow, som ikke følger med.")


class _Module(types.ModuleType):
    """A module of names that were asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in STANDS_IN_FOR.get(self.__name__, ()):
            raise AttributeError(f"{self.__name__}.{name}: bot/core/without_tensorflow.py does not stand in for it")
        return _Nothing(name, (), {})


class _Finder(MetaPathFinder, Loader):
    """Finds TensorFlow and what comes with it, for Rasa alone."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        """The stand-in; nothing for a package that only looks whether TensorFlow is there."""
        if fullname.partition(".")[0] not in ("tensorflow", "tensorflow_hub", "keras"):
            return None
        if _is_asked_by_thinc():
            raise ModuleNotFoundError(fullname, name=fullname)
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        """An empty module, whose names come when they are asked for."""
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""


def _is_asked_by_thinc() -> bool:
    """Whether spaCy's thinc is looking which frameworks there are: a stand-in would look like one."""
    thinc = sys.modules.get("thinc.compat")
    return thinc is not None and not hasattr(thinc, "has_tensorflow_gpu")

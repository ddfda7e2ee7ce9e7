"""Makes our components known to Rasa's recipe; `config.yml` names them through this module.

It stands apart from the components because importing the recipe costs eight seconds (TensorFlow):
who only reads messages (`bot.nlu.interpreter`) opens the components without it.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.nlu.concepts import ConceptFinder
from bot.nlu.encoder import Encoder
from bot.nlu.language import LanguageIdentifier
from bot.nlu.ngrams import NgramFeaturizer
from bot.nlu.redaction import Redactor
from bot.nlu.role import RoleClassifier
from bot.nlu.signals import SignalReader
from bot.nlu.spelling import SpellingCorrector
from bot.nlu.tokenizer import NormalisingTokenizer
from bot.nlu.topic import TopicClassifier
from bot.nlu.writer import ReadingWriter

__all__ = [
    "ConceptFinder",
    "Encoder",
    "LanguageIdentifier",
    "NgramFeaturizer",
    "NormalisingTokenizer",
    "ReadingWriter",
    "Redactor",
    "RoleClassifier",
    "SignalReader",
    "SpellingCorrector",
    "TopicClassifier",
]

# Rasa hands on to later steps of a training only what tokenizers and featurizers did.
_PREPARES = DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER
_FEATURIZES = DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER
_CLASSIFIES = DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER

DefaultV1Recipe.register(_PREPARES, is_trainable=False)(Redactor)
DefaultV1Recipe.register(_PREPARES, is_trainable=True)(LanguageIdentifier)
DefaultV1Recipe.register(_PREPARES, is_trainable=False)(NormalisingTokenizer)
DefaultV1Recipe.register(_PREPARES, is_trainable=True)(SpellingCorrector)
DefaultV1Recipe.register(_PREPARES, is_trainable=True)(ConceptFinder)
DefaultV1Recipe.register(_FEATURIZES, is_trainable=True)(NgramFeaturizer)
DefaultV1Recipe.register(_FEATURIZES, is_trainable=True)(Encoder)
DefaultV1Recipe.register(_CLASSIFIES, is_trainable=True)(TopicClassifier)
DefaultV1Recipe.register(_CLASSIFIES, is_trainable=True)(RoleClassifier)
DefaultV1Recipe.register(_CLASSIFIES, is_trainable=True)(SignalReader)
DefaultV1Recipe.register(_CLASSIFIES, is_trainable=False)(ReadingWriter)

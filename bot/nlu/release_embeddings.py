"""Put the embeddings of today's wordings into the repository, so that nobody else need make them."""

from bot.core.paths import ROOT
from bot.knowledge.follow_ups import load_follow_ups
from bot.knowledge.loader import load
from bot.nlu import follow_up_matcher
from bot.nlu.embedding_cache import EmbeddingCache
from bot.nlu.follow_up_model import texts_of
from bot.nlu.importer import KnowledgeImporter
from bot.nlu.sentence_embedder import embed_wordings


def release_embeddings() -> int:
    """Write those that data/embeddings/ does not hold yet as more files there; gives how many they are."""
    importer = KnowledgeImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
    examples = [str(message.get("text")) for message in importer.get_nlu_data("da").intent_examples]
    titles = {card.id: card.title for card in load().cards.values()}
    asked = texts_of(load_follow_ups(), titles)
    return _release(examples, EmbeddingCache()) + _release(asked, EmbeddingCache(follow_up_matcher.CACHE))


def _release(texts: list[str], cache: EmbeddingCache) -> int:
    embed_wordings(texts, cache)
    return cache.release(texts)

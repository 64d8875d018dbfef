"""Put the embeddings of today's wordings into the repository, so that nobody else need make them."""

from bot.core.paths import ROOT
from bot.nlu.embedding_cache import EmbeddingCache
from bot.nlu.importer import KnowledgeImporter
from bot.nlu.sentence_embedder import embed_wordings


def release_embeddings() -> int:
    """Write those that data/embeddings/ does not hold yet as one more file there; gives how many they are."""
    importer = KnowledgeImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
    texts = [str(message.get("text")) for message in importer.get_nlu_data("da").intent_examples]
    cache = EmbeddingCache()
    embed_wordings(texts, cache)
    return cache.release(texts)

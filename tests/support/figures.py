"""What Prometheus is told."""

import requests
from prometheus_client.parser import text_string_to_metric_families


def scraped(port: int) -> str:
    answer = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=30)
    assert answer.status_code == 200
    return answer.text


def figure(port: int, name: str, **labels: str) -> float:
    """One figure; 0 where it has never happened."""
    samples = [one for family in text_string_to_metric_families(scraped(port)) for one in family.samples]
    return next((one.value for one in samples if (one.name, one.labels) == (name, labels)), 0.0)

"""How long a server takes to say that it runs: python -m benchmarks.attack.watch URL

Asks again and again until its input ends, then prints the seconds as JSON. A process of its own: what attacks is busy.
"""

import http.client
import json
import select
import sys
import time
from urllib.parse import urlsplit

PAUSE = 0.02  # seconds between two questions
PATIENCE = 120  # seconds for a reply


def main(url: str) -> None:
    place, times = urlsplit(url).netloc, list[float]()
    print("watching", flush=True)
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        begun = time.perf_counter()
        connection = http.client.HTTPConnection(place, timeout=PATIENCE)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        finally:
            connection.close()
        times.append(time.perf_counter() - begun)
    print(json.dumps(times))


if __name__ == "__main__":
    main(sys.argv[1])

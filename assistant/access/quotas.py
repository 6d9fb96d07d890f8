"""How much may be asked: counts by caller and by site, in memory or in Redis.

A moving window, so that a burst at the turn of a minute counts as what it is. While Redis
cannot be reached, memory counts: a quota is no reason to answer nobody.
"""

import logging
import math
import time

from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from assistant.access.caller import Caller
from assistant.errors import SettingsError

OTHERS = 5  # requests that are no questions, for each question of a quota
LOGINS = "10/minute"  # wrong keys or passwords from one address, at each door
REDIS = {"socket_timeout": 2, "socket_connect_timeout": 2}  # seconds

log = logging.getLogger(__name__)


class Quotas:
    """``common`` is what every caller may ask who is not a widget's visitor."""

    def __init__(self, common: str, store: str) -> None:
        """Raises SettingsError where the quota or the store cannot be used."""
        try:
            self.common = parse_many(common)
            options = REDIS if store.startswith("redis") else {}
            self.limiter = MovingWindowRateLimiter(storage_from_string(store, wrap_exceptions=True, **options))
            self.spare = MovingWindowRateLimiter(MemoryStorage())
        except (ValueError, ConfigurationError, ImportError) as error:
            raise SettingsError(f"ASSISTANT_QUOTA or ASSISTANT_QUOTA_STORE cannot be used: {error}.") from error

    def wait(self, caller: Caller, asks: bool = True) -> int:
        """Count a question, else another request; return 0, or the seconds until the caller may send one again."""
        if caller.unlimited:
            return 0
        if caller.site is None:
            return self.count_kind(self.common, caller.name, asks)
        site = caller.site
        waiting = self.count_kind(parse_many(site.per_visitor), f"{site.id} {caller.name}", asks)
        return waiting or self.count_kind(parse_many(site.per_site), f"site {site.id}", asks)

    def count_kind(self, items: list[RateLimitItem], name: str, asks: bool) -> int:
        """Count questions and other requests each by themselves: reading takes no question away."""
        if asks:
            return self.count(items, name)
        return self.count([type(item)(item.amount * OTHERS, item.multiples) for item in items], f"others {name}")

    def wait_for_login(self, address: str, counted: bool = True, door: str = "login") -> int:
        """Return 0, or the seconds until somebody at this address may try again at this door; count what was wrong."""
        return self.count(parse_many(LOGINS), f"{door} {address}", counted)

    def count(self, items: list[RateLimitItem], name: str, counted: bool = True) -> int:
        try:
            return counts(self.limiter, items, name, counted)
        except StorageError as error:
            log.warning("Quotas are counted in memory, since ASSISTANT_QUOTA_STORE fails: %s", error.storage_error)
            return counts(self.spare, items, name, counted)


def counts(limiter: MovingWindowRateLimiter, items: list[RateLimitItem], name: str, counted: bool) -> int:
    """Count once, unless it is only asked, or return the seconds until it may be counted again.

    What is counted decides, not what was asked before it: else many at once would all be let through.
    """
    for item in items:
        if not limiter.test(item, name):
            return waiting(limiter, item, name)
    for item in items if counted else ():
        if not limiter.hit(item, name):
            return waiting(limiter, item, name)
    return 0


def waiting(limiter: MovingWindowRateLimiter, item: RateLimitItem, name: str) -> int:
    return max(1, math.ceil(limiter.get_window_stats(item, name).reset_time - time.time()))

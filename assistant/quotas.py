"""How much may be asked: counts by caller and by site, in memory or in Redis.

A moving window, so that a burst at the turn of a minute counts as what it is.
"""

import math
import time

from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from assistant.access import Caller
from assistant.errors import SettingsError

LOGINS = "10/minute"  # attempts from one address


class Quotas:
    """``common`` is what every caller may ask who is not a widget's visitor."""

    def __init__(self, common: str, store: str) -> None:
        """Raises SettingsError where the quota or the store cannot be used."""
        try:
            self.common = parse_many(common)
            self.limiter = MovingWindowRateLimiter(storage_from_string(store))
        except (ValueError, ConfigurationError, ImportError) as error:
            raise SettingsError(f"ASSISTANT_QUOTA or ASSISTANT_QUOTA_STORE cannot be used: {error}.") from error

    def wait(self, caller: Caller) -> int:
        """Count a question; return 0, or the seconds until the caller may ask again."""
        if caller.unlimited:
            return 0
        if caller.site is None:
            return self.count(self.common, caller.name)
        site = caller.site
        waiting = self.count(parse_many(site.per_visitor), f"{site.id} {caller.name}")
        return waiting or self.count(parse_many(site.per_site), f"site {site.id}")

    def wait_for_login(self, address: str, counted: bool = True) -> int:
        """Return 0, or the seconds until somebody at this address may try again; count the attempt."""
        return self.count(parse_many(LOGINS), f"login {address}", counted)

    def count(self, items: list[RateLimitItem], name: str, counted: bool = True) -> int:
        for item in items:
            if not self.limiter.test(item, name):
                return max(1, math.ceil(self.limiter.get_window_stats(item, name).reset_time - time.time()))
        for item in items if counted else ():
            self.limiter.hit(item, name)
        return 0

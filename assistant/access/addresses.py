"""Where a request comes from: addresses, the proxies that are believed about them, and what is counted as one.

An IPv4 address within an IPv6 one is the IPv4 address. One subscriber has at least a /64 of IPv6,
so that counting single addresses there would count nothing.
"""

import ipaddress
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import SettingsError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
NARROW = {4: 24, 6: 64}  # bits: a network with fewer holds more than the proxies of one place
SUBSCRIBER = 64  # bits of an IPv6 address that one subscriber has at least


@dataclass(frozen=True, slots=True)
class Proxies:
    """Networks whose word is believed; ``hops`` is how many of them a request passes one after another."""

    networks: tuple[Network, ...] = ()
    hops: int = 1

    @classmethod
    def of(cls, text: str | None, hops: int) -> "Proxies":
        """Raises SettingsError for what is no network, and for a wide one unless it stands there twice."""
        try:
            networks = [ipaddress.ip_network(part.strip()) for part in (text or "").split(",") if part.strip()]
        except ValueError as error:
            raise SettingsError(f"ASSISTANT_TRUSTED_PROXIES cannot be {text!r}: {error}.") from error
        for network, times in Counter(networks).items():
            if network.prefixlen < NARROW[network.version] and times == 1:
                raise SettingsError(
                    f"ASSISTANT_TRUSTED_PROXIES would believe {network.num_addresses:,} addresses of {network}: "
                    f"name the proxies, or a network of /{NARROW[network.version]}; write it twice where all are meant."
                )
        return cls(tuple(networks), hops)

    def include(self, text: str) -> bool:
        address = read(text)
        return address is not None and any(address in network for network in self.networks)

    def caller(self, peer: str, forwarded: Sequence[str]) -> str:
        """Return the address that the nearest proxies vouch for: no further back than there are hops.

        What a proxy has passed on that is no address is not believed, nor anything before it.
        """
        passed = [hop for field in forwarded for hop in field.split(",")]
        address = peer
        for _ in range(self.hops):
            told = read(passed.pop()) if passed and self.include(address) else None
            if told is None:
                break
            address = str(told)
        return plain(address)


def read(text: str) -> Address | None:
    """Return an address as a proxy writes it, with or without brackets and port, IPv4 taken out of IPv6."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def plain(text: str) -> str:
    address = read(text)
    return text if address is None else str(address)


def counted(text: str) -> str:
    """Return what is counted as one: an IPv4 address, the /64 of an IPv6 one."""
    address = read(text)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, SUBSCRIBER), strict=False))
    return plain(text)

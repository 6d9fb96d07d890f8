"""Who is calling and what they may do: keys, logins, sites, quotas. Knows addresses, not what stands behind them."""

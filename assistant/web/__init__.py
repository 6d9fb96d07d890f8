"""What every address shares: errors over HTTP, headers, worker threads, readiness, metrics, traces, logs. Knows
nobody by name and no page in particular.
"""

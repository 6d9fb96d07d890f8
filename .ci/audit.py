"""Known vulnerabilities of the packages in constraints.txt: make audit.

Says so where the service that knows them cannot be reached from here, and ends with status 1
only where it names one.
"""

import json
import subprocess
import sys

COMMAND = "-m pip_audit --format json --progress-spinner off --disable-pip --no-deps --requirement constraints.txt"


def main() -> int:
    done = subprocess.run([sys.executable, *COMMAND.split()], capture_output=True, text=True)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        packages = []
    known = [package for package in packages if "vulns" in package]
    for package in known:
        for found in package["vulns"]:
            fixed = ", ".join(found["fix_versions"]) or "none yet"
            sys.stdout.write(f"{package['name']} {package['version']}: {found['id']}, fixed in {fixed}\n")
    if not known:
        failed = (done.stderr.strip().splitlines() or ["no answer"])[-1][:200]
        reason = f"it knows none of {len(packages)} packages" if packages else failed
        sys.stdout.write(f"NOT AUDITED: the service of advisories cannot be reached from here ({reason}).\n")
    else:
        sys.stdout.write(f"{len(known)} of {len(packages)} packages audited.\n")
    return 1 if any(package["vulns"] for package in known) else 0


sys.exit(main())

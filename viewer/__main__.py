"""`python -m viewer` is `notereel`."""

import sys

from viewer.cli import main

sys.exit(main())

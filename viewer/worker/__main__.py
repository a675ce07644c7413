"""`python -m viewer.worker JOB`: the door of every child process."""

import sys

from viewer.worker.main import main

sys.exit(main(sys.argv[1:]))

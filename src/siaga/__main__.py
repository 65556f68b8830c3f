"""`python -m siaga` runs the command line."""

import sys

from siaga.cli.main import main

sys.exit(main())

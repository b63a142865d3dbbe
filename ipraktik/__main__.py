import sys

from ipraktik.cli import main

sys.exit(main())

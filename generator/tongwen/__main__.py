"""`python -m tongwen`."""

from tongwen.cli.main import main

raise SystemExit(main())

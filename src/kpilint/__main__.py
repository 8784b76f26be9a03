"""`python -m kpilint`."""

from kpilint.cli import main

main()

"""``python -m nbde``."""

from nbde.cli import main

if __name__ == "__main__":
    main()

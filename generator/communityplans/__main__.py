"""`python -m communityplans` is `plans`."""

from .cli import main

if __name__ == "__main__":
    main()

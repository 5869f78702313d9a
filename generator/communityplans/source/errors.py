"""What is said when a command cannot do its work, though no content is wrong."""


class UsageError(Exception):
    """Wrong use, or the machine is in the way: no space, no right to write, another build running.

    One or two sentences.
    """

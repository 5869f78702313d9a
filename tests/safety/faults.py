"""What can go wrong around a build, by number, and what the program then does.

Each has at least one quick test; a test finds those that lack one.

The common rule: the published site is the old one or the new one, whole; a sentence, never a traceback; exit
0 only if everything asked was done, 1 for errors in content, 2 for wrong use or a machine that is in the way.
"""

FAULTS = {
    "F01": (
        "The same is built twice",
        "the same bytes: pages, PDFs, feeds, data, what the search looks through",
    ),
    "F02": (
        "It is built in another folder, by another user, in another time zone, language, mask and hash seed",
        "the same bytes",
    ),
    "F03": (
        "Nothing but the option says what day it is",
        "dates come from the content and the editions, never from the clock",
    ),
    "F04": ("Another day, and no change", "only what states the day differs"),
    "F05": ("The disk lists files in another order", "the same bytes"),
    "F06": (
        "The program is killed at any moment",
        "the old site or the new one, whole, and never none; the next run clears up",
    ),
    "F07": (
        "It is stopped politely (Ctrl+C, SIGTERM)",
        "one word, exit 130 or 143, the old site, nothing left behind",
    ),
    "F08": ("Two builds at once into one folder", "the second says so, exit 2; the first ends whole"),
    "F09": ("The lock of a build that died", "is taken over"),
    "F10": (
        "The disk is full: at the pages, at the swap, at a PDF, at what is kept, at the screen",
        "a sentence, exit 2, the old site",
    ),
    "F11": ("Nothing may be written where the site should go", "exit 2, before any work"),
    "F12": ("The content may only be read", "it builds elsewhere, and writes nothing into the content"),
    "F13": ("The output is the content, is above it, is a home, or holds other things", "refused"),
    "F14": ("The output is a link", "the link stays, and what it leads to is replaced as a whole"),
    "F15": ("One file is wrong", "everything that is wrong is said at once; the old site stays"),
    "F16": ("All plans are wrong, there are none, or the folder is empty", "a sentence each"),
    "F17": ("A file is UTF-16, Latin-1 or no text", "its line, column and byte, and how to save it"),
    "F18": (
        "A byte order mark; line ends of Windows, of an old Mac, or mixed",
        "accepted, with the right line numbers; a lone carriage return is named",
    ),
    "F19": ("NUL, control and direction marks", "line, column and the name of the sign"),
    "F20": ("Names that differ in capitals only, or in how an accent is written", "both are named"),
    "F21": ("Names that a computer or an address cannot have", "refused, with a better one"),
    "F22": (
        "Links, loops, hard links, pipes, sockets and devices among the content",
        "refused; nothing hangs, nothing of theirs is published",
    ),
    "F23": ("A file that may not be read", "exit 2, and it is named"),
    "F24": ("Files change or vanish while it builds", "one state or the other of each, or a sentence"),
    "F25": ("A file of 5 MB; 100,000 fields", "refused in under a second"),
    "F26": ("Bombs of aliases and of nesting", "refused in under a second and under 200 MB"),
    "F27": ("Markdown made to be slow", "refused or quick; other files are read all the same"),
    "F28": ("No git, no repository, a detached HEAD", "it builds, or says why the past cannot be read"),
    "F29": (
        "A shallow clone",
        "refuses with the line to add; the draft and the check say what they could not do",
    ),
    "F30": ("Files that are not committed", "an edition is as it was; a draft says how many"),
    "F31": ("A submodule, a worktree, a sparse checkout", "works, or says so"),
    "F32": ("No network", "everything works, and nothing tries"),
    "F33": (
        "Pango is not on the machine",
        "the pages are whole and a sentence says that there are no PDFs; with --strict exit 2",
    ),
    "F34": ("An old Python, or packages of other versions", "one line that says which, and what to do"),
    "F35": (
        "The files in schemas/ are missing, broken or newer; a plan is of an older or newer template",
        "the build needs none of them; the check says what to do; old plans still build",
    ),
    "F36": ("One id twice; two files for one address", "both are named"),
    "F37": (
        "A published plan is renamed or deleted",
        "a sentence asks what became of it; its old address answers",
    ),
    "F38": ("A link, a place, a picture or a plan that is not there", "named, on its line"),
    "F39": (
        "An edition again, out of order, or missing",
        "never twice; the newest is right; the list is sorted",
    ),
    "F40": ("A sentence is taken down", "it is in no page, edition, PDF, feed, search or data file"),
    "F41": ("39, 500 and 2,000 plans", "time grows with the number of plans and no faster"),
    "F42": ("A memory of 512 MB", "500 plans are built in it"),
    "F43": (
        "1970, 2100, 29 February, the night on which the clocks change",
        "the right day in the council's time zone",
    ),
    "F44": ("Closed pipes, no terminal, no colours, a full screen, the C locale", "no traceback, plain text"),
    "F45": (
        "Hostile content in the forms for machines",
        "valid JSON, and nothing else on the line of output",
    ),
    "F46": ("An officer types mkdocs build", "it makes the same site, or says what is wrong"),
    "F47": ("A package is upgraded", "the difference to the accepted site is shown line by line"),
    "F48": (
        "A site is copied to its host, and only some files arrive",
        (
            "pages never miss what they need: what they load comes first, the first page last, and old files"
            " go last of all"
        ),
    ),
    "CACHE": (
        "What was kept from before is cut off, damaged, or replaced by a folder",
        "it is made again, and the site is the same",
    ),
    "MANY": ("10,000 files", "read, or refused in a sentence, in seconds"),
}

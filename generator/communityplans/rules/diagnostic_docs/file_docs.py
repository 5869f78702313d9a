"""What can be wrong with a whole file: its name, its kind, and whether it can be read at all."""

FILE_DOCS = {
    "file-name": (
        """
The name of a file cannot be the address of a page.

The name becomes part of a web address that people type, print and link to. So it has small letters a to z, digits and single
hyphens only. Some names cannot exist on Windows, and those that begin with council are kept for the council's own files.

Fails as the name of a file:
    plans/Bedwell & Pin Green.yml
Passes as the name of a file:
    plans/bedwell-and-pin-green.yml
From: GOV.UK, URL standards
"""
    ),
    "file-kind": (
        """
A file is of a kind that is not published, or stands in the wrong folder.

Plans are .yml files in plans/. Guides are .md files in a folder of guides/ that is named after their readers. Suggestions are .yml
files in suggestions/, and reports .md files in reports/. Pictures are .png, .jpg or .webp files. They stand beside the guide that
shows them.

Fails as the name of a file:
    plans/bedwell.docx
Passes as the name of a file:
    plans/map.png
From: OWASP, File Upload (allow only the kinds that are needed)
"""
    ),
    "same-name": (
        """
The names of two files differ only in capital letters.

Windows and macOS take them for one file, so that one of the two is lost when somebody copies the folder.

Fails: plans/bedwell.yml beside plans/Bedwell.yml.
Passes: one of the two has another name.
From: Git, core.ignoreCase
"""
    ),
    "link": (
        """
A file is only a link to another place on the disk.

Links are not followed, so that nothing private can be published by pointing at it. Nor is a file read that has a second name
somewhere on the disk (a hard link).

Fails: plans/bedwell.yml is a symbolic link to a file in another folder.
Passes: plans/bedwell.yml is the file itself.
From: CWE-59, link following
"""
    ),
    "too-many-files": (
        """
There are more files than any council's plans could need.

The limit keeps a folder that came in by accident from being read for minutes.

Fails: more than 10,000 files in plans/ or guides/.
Passes: a plan for each area, and the pages of the guides.
From: CWE-400, use of too much of a machine
"""
    ),
    "too-big": (
        """
A file is bigger than a plan can be.

The limit is 256 KB, about 40,000 words; the list of streets may have 4 MB. What is longer is better kept as a document of its own, and named among the sources.

Fails: a file of 300 KB.
Passes: a file of 200 KB.
From: CWE-400, use of too much of a machine
"""
    ),
    "encoding": (
        """
A file is saved in a way that other programs cannot read.

Text is kept as UTF-8, in which every language can be written. Windows programs sometimes save as UTF-16 or in a code page, and
then every £ and é becomes another sign. In the editor choose "Save as" and the encoding UTF-8.

Fails: a file with a £ saved in the code page Windows-1252.
Passes: the same file, saved as UTF-8.
From: open standards for government, cross-platform character encoding
"""
    ),
    "line-ends": (
        """
A file ends its lines as no program of today does.

Old Apple computers ended a line with a carriage return alone. Other programs see one endless line. Save it with the line ends LF or CRLF.

Fails: a file with the line ends CR.
Passes: a file with the line ends LF or CRLF.
From: YAML 1.2.2, section 5.4
"""
    ),
    "invisible-character": (
        """
There is a character that nobody can see.

It comes along when text is copied from a web page or a word processor. It breaks searches and links, and some such characters
turn the text round, so that readers see something else than what is there. Delete it, and type the text around it again.

Fails:
    summary: A new\u200b crossing.
Passes:
    summary: A new crossing.
From: Unicode Technical Report 36, security considerations
"""
    ),
    "empty-file": (
        """
A file has nothing in it.

Fails as a whole file:

Passes as a whole file: a plan.
From: this template
"""
    ),
    "not-a-plan": (
        """
A file has no fields: it is a list, a sentence, a web page or only remarks.

A plan is made of fields, each with its name, a colon, a space and its value.

Fails as a whole file:
    A new crossing beside the school.
Passes as a whole file: a plan.
From: this template
"""
    ),
    "merge-conflict": (
        """
Two people changed the same lines, and nobody has chosen yet.

Git marks such a place with lines of <, = and >. Keep the lines that are right, and delete the others with the marks.

Fails:
    <<<<<<< main
    summary: A new crossing.
    =======
    summary: A new crossing and a bench.
    >>>>>>> proposal
Passes:
    summary: A new crossing and a bench.
From: Git, how conflicts are presented
"""
    ),
    "two-documents": (
        """
A second document starts inside a file.

In YAML a line of three dashes starts a new document. A file holds one plan.

Fails:
    ---
    title: Another plan
Passes:
    title: The only plan
From: YAML 1.2.2, section 9.2
"""
    ),
    "missing-file": (
        """
The file plans/council.yml is not there.

It names the areas, the wards and the council's priorities once, for all plans.

Fails: a folder plans/ with plans only.
Passes: a folder plans/ with council.yml in it.
From: this template
"""
    ),
    "no-plans": (
        """
There is no plan.

Fails: a folder plans/ with council.yml only.
Passes: a folder plans/ with council.yml and a plan.
From: this template
"""
    ),
    "no-fields": (
        """
A guide does not start with its fields.

The first lines of a guide say its title, for whom it is, and when somebody last checked it. They stand between two lines of three dashes.

Fails as a whole guide:
    ## Your role
Passes as a whole guide: the fields between two lines of three dashes, then the text.
From: the template of GOV.UK's technical documentation
"""
    ),
    "older-template": (
        """
A file follows an older version of the template.

It is read as if it followed the current one, so nothing is wrong with it. The command plans migrate shows what would change in
the file, and with --write changes it.

Fails:
    schema_version: 1
Passes: a plan that says the current version.
From: this template
"""
    ),
    "many-problems": (
        """
A file has so many problems that only the first are listed.

Put those right, and check again. Often one mistake at the top is behind most of them.

Fails: a plan with more than 200 fields that there are not.
Passes: a plan with fewer problems.
From: this template
"""
    ),
    "manifest": (
        """
The list of published files in an edition is not one that plans publish writes.

It pins the exact bytes of each file by its git id. Nobody writes it by hand.

Fails: the line plans/bedwell.yml: latest in the documents of an edition.
Passes: the line plans/bedwell.yml: "0123456789abcdef0123456789abcdef01234567".
From: Git, hash-object
"""
    ),
    "missing-blob": (
        """
The text of a file that an edition pins is not in this copy of the repository.

Either this copy has only a part of the history, or the edition was published from a branch that was deleted.

Fails: plans check in a copy that was made with git clone --depth 1.
Passes: plans check after git fetch --unshallow.
From: Git, clone (--depth)
"""
    ),
    "loose-text": (
        """
The text of a file that an edition pins is in no commit of the history, so other copies will not have it.

An edition pins the exact bytes that its reviewer saw. Git keeps them for good only while a commit has them; a squash or a rebase can
leave them out.

Fails: an edition that was made on a branch which was squashed, and whose texts are in no commit.
Passes: git merge -s ours COMMIT, with the commit that has the text.
From: Git, gc (what nothing leads to is deleted)
"""
    ),
    "old-text": (
        """
A file cannot be read as an edition pins it.

Old editions are brought up to the current template and are never judged by later rules; but a file that is no plan at all cannot be shown.

Fails: an edition that pins a file with merge marks in it.
Passes: an edition whose files were checked by plans publish.
From: GOV.UK publishing practice: editions
"""
    ),
    "no-council": (
        """
An edition does not pin the council's own file, so its pages cannot name areas and wards.

Fails: an edition whose documents are without plans/council.yml.
Passes: an edition that plans publish wrote.
From: Git, the id of a file's bytes
"""
    ),
    "no-history": (
        """
This copy has no history, so nothing could be compared with past editions.

Fails: plans check in a copy that was made with git clone --depth 1.
Passes: plans check after git fetch --unshallow; in CI, fetch-depth: 0.
From: Git, clone (--depth)
"""
    ),
}

"""Build: from a folder of content to the pages and files of a site; the cache and the output folder."""

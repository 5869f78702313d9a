"""Files beside the pages: feeds and the site map."""

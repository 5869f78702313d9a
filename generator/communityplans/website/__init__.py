"""The site: pages put into the theme's shell, checked, and swapped in. The only room that knows MkDocs."""

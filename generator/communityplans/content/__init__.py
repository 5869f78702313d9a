"""From text to typed documents, or to the reasons why not."""

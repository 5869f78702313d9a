"""Commands: what people do with the files: start a plan, publish, review, report, withhold."""

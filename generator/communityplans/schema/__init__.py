"""Schema: everything that is generated from the model alone: JSON Schemas, starter files, the form, the
reference.
"""

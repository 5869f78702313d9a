"""The place for fields: what a plan, a guide, the council and its settings may say. Everything else derives
from here.
"""

"""TELL: discrepancies and figures as HTML, Markdown, CSV, JSON and Atom. Data first, rendering apart.

Imports `warehouse` (and through it the nouns), nothing else of ours.
"""

"""Judgements as code: one file one rule, its source cited."""

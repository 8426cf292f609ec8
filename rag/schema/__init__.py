"""Frozen records: articles, claims, scope, answers, reports."""

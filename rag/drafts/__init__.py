"""Checks a draft against the articles: are its quotations there, by whom, and in these words?"""

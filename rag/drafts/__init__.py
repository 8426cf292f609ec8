"""Checks a draft against the articles: are its quotations there, with this speaker and wording?"""

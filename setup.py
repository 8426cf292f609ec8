"""
The packages of a wheel.

A wheel also holds the folder of the checkout, as ``onrecord_dashboard``: app.py with its settings
and the sample articles, which ``onrecord serve`` opens.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["rag", "rag.*"]), "onrecord_dashboard"],
    package_dir={"onrecord_dashboard": "."},
    py_modules=["onrecord"],
)

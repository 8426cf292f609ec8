"""On Record: who said what, when, and who only reprinted it."""

__version__ = "0.1.0"

"""The checks of `onrecord doctor`: settings, articles, index, models, servers."""

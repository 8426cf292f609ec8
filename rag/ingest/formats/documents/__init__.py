"""Documents of word processors, e-books, and zip files of articles."""

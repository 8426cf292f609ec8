"""The dashboard: three Streamlit pages over one opened Corpus."""

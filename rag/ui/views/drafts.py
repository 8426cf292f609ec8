"""The page that checks a draft: are its quotations on record, with this speaker and wording?"""

from typing import Final

import streamlit as st

from rag.drafts.draft_json import report_document
from rag.drafts.draft_report import MOST_CHARACTERS
from rag.drafts.draft_wording import summary
from rag.export.contract_json import dumps
from rag.ui.layout import page_header, sidebar
from rag.ui.markup import notices
from rag.ui.markup.asset_files import style_sheet
from rag.ui.markup.reports import draft_list
from rag.ui.state import address, navigation, resources

STANDFIRST: Final = (
    "Paste a speech, a transcript or a story. Each statement is looked for in the articles: "
    "who said it, when, where, and what differs."
)
TOO_LONG: Final = (
    f"The link to this view has no room for the draft: it holds up to {address.MAX_QUESTION:,} "
    "characters. Save the result as JSON instead."
)
CUT: Final = f"Only the first {MOST_CHARACTERS:,} characters are checked."


def _text() -> str:
    """The draft of the box, which begins with that of the address."""
    if "pasted" not in st.session_state:
        st.session_state["pasted"] = navigation.kept("pasted") or ""
        if given := st.query_params.get("draft"):
            st.session_state["pasted"] = given[: address.MAX_QUESTION]
    st.text_area("Draft", key="pasted", height=240, placeholder="“…,” said …")
    st.button("Check", type="primary")
    text = str(st.session_state["pasted"] or "").strip()
    navigation.keep("pasted", text)
    return text


def page() -> None:
    """The box, and below it the statements of the draft."""
    corpus, scope = resources.corpus(), sidebar.scope()
    st.html(style_sheet("draft.css"))
    with st.container(width=page_header.MEASURE):
        head = st.container()
        text = _text()
        short = len(text) <= address.MAX_QUESTION
        if text and short:
            st.query_params["draft"] = text
        else:
            st.query_params.pop("draft", None)
        if text:
            with st.spinner("Checking each statement…"):
                report = resources.checked_draft(text, scope)
            if not short:
                st.html(notices.quiet(TOO_LONG))
            if len(text) > MOST_CHARACTERS:
                st.html(notices.quiet(CUT))
            st.html(notices.quiet(summary(report)))
            st.html(draft_list.statements(report, navigation.to_reader(scope), resources.colours()))
            st.download_button(
                "Download the result as JSON",
                lambda: dumps(report_document(report, corpus.fingerprint)),
                file_name="draft-check.json",
                mime="application/json",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )
        with head:
            link = navigation.link(
                "drafts", scope, draft=text if short else None, corpus=corpus.fingerprint
            )
            page_header.title("Check a draft", STANDFIRST, link, "drafts")


page()

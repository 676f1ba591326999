"""Published contents as documents on paper: what a document says (blocks), and the same as PDF and DOCX."""

"""Documents: blocks printed as DOCX, PDF, XLSX, HTML and Markdown."""

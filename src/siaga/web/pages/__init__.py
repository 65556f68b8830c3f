"""One module a subject: what each page asks and shows."""

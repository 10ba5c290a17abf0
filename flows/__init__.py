"""The only code that knows Prefect, and the command line."""

"""The built pages: demo, widget, desk, trainer, and the loader for partners' pages."""

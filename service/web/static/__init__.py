"""The built pages: demo, widget, desk, trainer, and the two scripts for partners' pages."""

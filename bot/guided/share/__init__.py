"""»Må jeg dele det?« and the questions before a consent form."""

"""The command line, `skolebro`."""

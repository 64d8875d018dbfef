"""What every room uses: paths, settings, outcomes, YAML files. Imports no other room."""

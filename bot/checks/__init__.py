"""What `skolebro check` looks for, one file per kind of content."""

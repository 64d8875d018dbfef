"""A site: one municipality's chat on this server, with its own pages, looks, texts, contacts and sign-in."""

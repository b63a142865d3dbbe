"""All year: every open wish's ranked list of hosts, kept true and shown."""

"""`ipraktik match`: from files to a file, without a database."""

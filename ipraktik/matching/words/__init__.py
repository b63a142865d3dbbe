"""What people have written, made into what the engine reads; and its reasons said in words."""

"""Activities: when they happen, what their rules may say, and which are near somebody."""

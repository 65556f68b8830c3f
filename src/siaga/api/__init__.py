"""The same use cases as JSON and GeoJSON, OpenAPI described."""

"""What the tests stand on: stores, people, a server and a browser."""

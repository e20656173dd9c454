"""The automator bridge: DevTools' WebSocket protocol, as a server for a simulated host and as a client."""

"""The focal point's desk: inbox, requests, lost and stolen, flows, links, papers."""

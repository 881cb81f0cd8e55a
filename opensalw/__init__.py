"""OpenSALW: registers, tracing and half-yearly reporting of a small-arms-control Roadmap."""

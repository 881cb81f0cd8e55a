"""Pages for loading the file of a register: sent, mapped, looked at, loaded, mended."""

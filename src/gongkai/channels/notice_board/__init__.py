"""The printed notice board (政务公开栏): sheets in A3 and A4 that are read standing, from a step and a half away."""

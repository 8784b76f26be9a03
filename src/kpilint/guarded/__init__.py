"""Reading hostile files in a child process with a memory limit and a clock: `guard.read`."""

"""What `kpilint fix` tells: what was changed, what was left and why, and the differences."""

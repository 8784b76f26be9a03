"""What another profile makes of saved reports, as text and JSON."""

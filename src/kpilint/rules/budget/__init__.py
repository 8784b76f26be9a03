"""Budgets, spending plans and what the indicators say of them."""

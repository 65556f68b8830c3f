"""Siaga: election vulnerability mapping and mitigation for Indonesia."""

__version__ = "0.1.0"

"""What people use, and what is said about it."""

from statuspage.models.service import Service, ServiceGroup

__all__ = ["Service", "ServiceGroup"]

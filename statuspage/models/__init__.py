"""What people use, and what is said about it."""

from statuspage.models.service import Service, ServiceGroup, ServiceUse

__all__ = ["Service", "ServiceGroup", "ServiceUse"]

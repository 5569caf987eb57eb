"""Queues, who works in them, and what they sort tickets by."""

from queues.models.agent import Absence, AgentProfile
from queues.models.assignment import AssignmentRule
from queues.models.category import Category
from queues.models.diagnosis import DiagnosisQuestion
from queues.models.mailbox import Mailbox
from queues.models.membership import Membership
from queues.models.preset import TransferPreset
from queues.models.priority_matrix import PriorityMatrix
from queues.models.queue import Queue
from queues.models.ready_made import CannedReply, Macro
from queues.models.text import QueueText
from queues.models.wording import QueueWording

__all__ = [
    "Absence",
    "AgentProfile",
    "AssignmentRule",
    "CannedReply",
    "Category",
    "DiagnosisQuestion",
    "Macro",
    "Mailbox",
    "Membership",
    "PriorityMatrix",
    "Queue",
    "QueueText",
    "QueueWording",
    "TransferPreset",
]

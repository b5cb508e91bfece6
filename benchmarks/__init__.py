"""What the skill takes and costs: measured, or worked out from published figures."""

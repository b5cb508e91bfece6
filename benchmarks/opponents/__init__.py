"""What the skill is measured against: the least of skills, written as Amazon's samples are shaped."""

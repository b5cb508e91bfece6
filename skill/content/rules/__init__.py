"""The rules of the content, a module for each subject.

Every rule takes the whole :class:`~skill.content.rules.review.Review` and yields
a finding for each place that breaks it. ``skill.content.validation`` runs them all.
"""

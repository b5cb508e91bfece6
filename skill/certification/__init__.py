"""Amazon's certification checklist, item by item, and how each one is checked.

Amazon's full tables are not public. The items are put together from its pages
"Policy Requirements", "Security Requirements", "Functional Testing" and "Voice
Interface and User Experience Testing" for custom skills, and from what
developers report their skills were turned down for.
"""

"""Disks that refuse: each write, sync, truncation, rename and deletion of each operation fails once, for good, in part,
or is the last thing that the process does.
"""

"""The frame of the window: pages, menus, find, status bar, history."""

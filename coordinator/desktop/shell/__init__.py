"""The window's frame: pages, menus, find, status bar, history."""

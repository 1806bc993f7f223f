"""The menus of the window, a file a menu."""

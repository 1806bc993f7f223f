"""For those who build the program: pictures of the window, the demo, the sample tour. Not shipped."""

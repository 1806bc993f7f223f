"""Developer tools: pictures of the window, the demo, the sample tour. Not shipped."""

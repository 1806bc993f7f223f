"""The sign-up form: one page on the web that writes sign-ups and reads nobody."""

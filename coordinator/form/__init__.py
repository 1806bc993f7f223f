"""The sign-up form: a web page that writes sign-ups and reads no one's data."""

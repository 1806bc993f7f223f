"""What goes out and comes back: stamps, ledger, three-way merge of rows."""

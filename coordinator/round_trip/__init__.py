"""What is sent out and comes back: stamps, ledger, three-way merge of rows."""

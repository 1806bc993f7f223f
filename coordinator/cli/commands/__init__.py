"""The commands, with one module per group; `coordinator.cli.program` has the table of them all."""

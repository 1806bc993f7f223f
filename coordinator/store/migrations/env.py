"""Alembic's entry point: it works on the connection that the store provides."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()

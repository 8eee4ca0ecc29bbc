"""add isbn to libros

Revision ID: 8e31f5a2c094
Revises: 4b9c27d0e615
Create Date: 2025-09-14 11:05:00

"""
import sqlalchemy as sa
from alembic import op

revision = "8e31f5a2c094"
down_revision = "4b9c27d0e615"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("libros", sa.Column("isbn", sa.String(13)))
    op.create_unique_constraint("libros_isbn_key", "libros", ["isbn"])


def downgrade():
    op.drop_column("libros", "isbn")

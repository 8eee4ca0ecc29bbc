"""create libros

Revision ID: 4b9c27d0e615
Revises:
Create Date: 2025-09-01 08:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = "4b9c27d0e615"
down_revision = None
branch_labels = ("catalogo",)
depends_on = None


def upgrade():
    op.create_table(
        "libros",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("titulo", sa.Text(), nullable=False),
    )


def downgrade():
    op.drop_table("libros")

"""create prestamos

Revision ID: 2fa6180cd57b
Revises: c07d94b8e123
Create Date: 2025-10-20 16:45:00

"""
import sqlalchemy as sa
from alembic import op

revision = "2fa6180cd57b"
down_revision = "c07d94b8e123"
branch_labels = None
depends_on = ("4b9c27d0e615",)


def upgrade():
    op.create_table(
        "prestamos",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("libro", sa.BigInteger(), sa.ForeignKey("libros.id"), nullable=False),
        sa.Column("socio", sa.BigInteger(), sa.ForeignKey("socios.id"), nullable=False),
        sa.Column("devuelto", sa.Date()),
    )
    op.create_index("ix_prestamos_socio", "prestamos", ["socio"])


def downgrade():
    op.drop_table("prestamos")
